/** Uri and UriBuilder. */
import { EnumValue, type PSValue } from '../../values.ts';
import { enumNamed } from '../enums.ts';
import { NetError } from '../errors.ts';
import { strings } from '../method-tools.ts';
import { NetInstance, NetType } from './net-type.ts';
import { out } from './reference.ts';

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, ssh: 22, ws: 80, wss: 443 };

/** A System.Uri. */
export class UriValue extends NetInstance {
  readonly original: string;
  readonly url: URL | null;
  constructor(original: string, relative = false) {
    super();
    this.original = original;
    let url: URL | null = null;
    const windows = /^[A-Za-z]:[\\/]/.test(original);
    try {
      url = new URL(windows ? `file:///${original.replaceAll('\\', '/')}` : original);
    } catch {
      if (!relative)
        throw new NetError(
          'System.UriFormatException',
          original === ''
            ? 'Invalid URI: The URI is empty.'
            : 'Invalid URI: The format of the URI could not be determined.',
        );
    }
    this.url = url;
  }
  get table(): NetType {
    return URI;
  }
  override get text(): string {
    return this.url ? decodeURI(this.url.href) : this.original;
  }
  get absolute(): URL {
    if (!this.url)
      throw new NetError('System.InvalidOperationException', 'This operation is not supported for a relative URI.');
    return this.url;
  }
  get scheme(): string {
    return this.absolute.protocol.slice(0, -1);
  }
  get port(): number {
    return this.absolute.port === '' ? (PORTS[this.scheme] ?? -1) : Number(this.absolute.port);
  }
}

const segments = (path: string): string[] => path.split(/(?<=\/)/);

const URI: NetType = new NetType('System.Uri', [
  ['new(string uriString)', (_, [s]) => new UriValue(s as string)],
  [
    'new(string uriString, System.UriKind uriKind)',
    (_, [s, kind]) => new UriValue(s as string, (kind as EnumValue).text !== 'Absolute'),
  ],
  [
    'new(uri baseUri, string relativeUri)\nnew(uri baseUri, uri relativeUri)',
    (_, [base, s]) =>
      new UriValue(
        new URL(s instanceof UriValue ? s.original : (s as string), (base as unknown as UriValue).absolute).href,
      ),
  ],
  ['string AbsolutePath {get;}', (u: UriValue) => u.absolute.pathname],
  ['string AbsoluteUri {get;}', (u: UriValue) => u.absolute.href],
  ['string LocalPath {get;}', (u: UriValue) => decodeURIComponent(u.absolute.pathname)],
  ['string Authority {get;}', (u: UriValue) => u.absolute.host],
  [
    'System.UriHostNameType HostNameType {get;}',
    (u: UriValue) => {
      const { hostname } = u.absolute;
      const name = /^\[/.test(hostname)
        ? 'IPv6'
        : /^[\d.]+$/.test(hostname)
          ? 'IPv4'
          : hostname === ''
            ? 'Basic'
            : 'Dns';
      const type = enumNamed('System.UriHostNameType')!;
      return new EnumValue(type, type.members[name]!);
    },
  ],
  ['bool IsDefaultPort {get;}', (u: UriValue) => u.absolute.port === ''],
  ['bool IsFile {get;}', (u: UriValue) => u.scheme === 'file'],
  ['bool IsLoopback {get;}', (u: UriValue) => /^(?:localhost|127\.|\[::1\])/.test(u.absolute.hostname)],
  ['string PathAndQuery {get;}', (u: UriValue) => u.absolute.pathname + u.absolute.search],
  ['string[] Segments {get;}', (u: UriValue) => strings(segments(u.absolute.pathname))],
  ['bool IsUnc {get;}', () => false],
  ['string Host {get;}\nstring DnsSafeHost {get;}\nstring IdnHost {get;}', (u: UriValue) => u.absolute.hostname],
  ['int Port {get;}', (u: UriValue) => u.port],
  ['string Query {get;}', (u: UriValue) => u.absolute.search],
  ['string Fragment {get;}', (u: UriValue) => u.absolute.hash],
  ['string Scheme {get;}', (u: UriValue) => u.scheme],
  ['string OriginalString {get;}', (u: UriValue) => u.original],
  ['bool IsAbsoluteUri {get;}', (u: UriValue) => u.url !== null],
  ['bool UserEscaped {get;}', () => false],
  [
    'string UserInfo {get;}',
    (u: UriValue) => u.absolute.username + (u.absolute.password ? `:${u.absolute.password}` : ''),
  ],
  ['string ToString()', (u: UriValue) => u.text],
  ['bool IsWellFormedOriginalString()', (u: UriValue) => u.url !== null && !/\s/.test(u.original)],
  [
    'static string EscapeDataString(string stringToEscape)',
    (_, [s]) =>
      encodeURIComponent(s as string).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  ],
  ['static string UnescapeDataString(string stringToUnescape)', (_, [s]) => decodeURIComponent(s as string)],
  ['static string EscapeUriString(string stringToEscape)', (_, [s]) => encodeURI(s as string)],
  [
    'static bool IsWellFormedUriString(string uriString, System.UriKind uriKind)',
    (_, [s, kind]) => {
      if ((kind as EnumValue).text !== 'Absolute') return !/\s/.test(s as string);
      return URL.canParse(s as string) && !/\s/.test(s as string);
    },
  ],
  [
    'static bool TryCreate(string uriString, System.UriKind uriKind, [ref] uri result)',
    (_, [s, kind, result]) => {
      try {
        out(result, new UriValue(s as string, (kind as EnumValue).text !== 'Absolute'));
        return true;
      } catch {
        out(result, null);
        return false;
      }
    },
  ],
  ['static bool CheckSchemeName(string schemeName)', (_, [s]) => /^[a-z][a-z\d+.-]*$/i.test(s as string)],
]);

/** A System.UriBuilder. */
class BuilderValue extends NetInstance {
  readonly parts: Record<string, string | number> = {
    scheme: 'http',
    user: '',
    password: '',
    host: 'localhost',
    port: -1,
    path: '/',
    query: '',
    fragment: '',
  };
  get table(): NetType {
    return BUILDER;
  }
  override get text(): string {
    const p = this.parts;
    const user = p['user'] ? `${p['user']}${p['password'] ? `:${p['password']}` : ''}@` : '';
    const port = p['port'] === -1 ? '' : `:${p['port']}`;
    return `${p['scheme']}://${user}${p['host']}${port}${p['path']}${p['query']}${p['fragment']}`;
  }
}
const part = (type: string, name: string, key: string, shape: (v: PSValue) => string | number = (v) => v as string) =>
  [
    `${type} ${name} {get;set;}`,
    (b: BuilderValue) => b.parts[key]!,
    (b: BuilderValue, v: PSValue) => {
      b.parts[key] = shape(v);
    },
  ] as const;
const lead =
  (c: string) =>
  (v: PSValue): string =>
    v === '' || (v as string).startsWith(c) ? (v as string) : c + (v as string);
const from = (u: UriValue): BuilderValue => {
  const b = new BuilderValue();
  const url = u.absolute;
  Object.assign(b.parts, {
    scheme: u.scheme,
    user: url.username,
    password: url.password,
    host: url.hostname,
    port: u.port,
    path: url.pathname,
    query: url.search,
    fragment: url.hash,
  });
  return b;
};
const BUILDER: NetType = new NetType('System.UriBuilder', [
  ['new()', () => new BuilderValue()],
  ['new(string uri)', (_, [s]) => from(new UriValue(/:\/\//.test(s as string) ? (s as string) : `http://${s}`))],
  ['new(uri uri)', (_, [u]) => from(u as unknown as UriValue)],
  [
    `new(string schemeName, string hostName)
     new(string scheme, string host, int portNumber)
     new(string scheme, string host, int port, string pathValue)`,
    (_, [scheme, host, port, path]) => {
      const b = new BuilderValue();
      Object.assign(b.parts, {
        scheme,
        host,
        ...(port !== undefined && { port }),
        ...(path !== undefined && { path: lead('/')(path) }),
      });
      return b;
    },
  ],
  part('string', 'Scheme', 'scheme'),
  part('string', 'UserName', 'user'),
  part('string', 'Password', 'password'),
  part('string', 'Host', 'host'),
  part('int', 'Port', 'port', (v) => v as number),
  part('string', 'Path', 'path', lead('/')),
  part('string', 'Query', 'query', lead('?')),
  part('string', 'Fragment', 'fragment', lead('#')),
  ['uri Uri {get;}', (b: BuilderValue) => new UriValue(b.text)],
  ['string ToString()', (b: BuilderValue) => b.text],
]);

export const URI_TYPES = [URI, BUILDER];
