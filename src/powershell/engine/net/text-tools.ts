/** Small tools of .NET: WebUtility, HttpUtility, SecurityElement, TimeZoneInfo. */
import { DateTime as Date_, type DateTime, type PSValue, TimeSpan } from '../../values.ts';
import { NetError } from '../errors.ts';
import { NetRecord, NetType, type Row } from './net-type.ts';

const HTML: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&#39;' };
const UNHTML: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  '#39': "'",
  nbsp: '\u00a0',
};
const encode = (s: string): string =>
  s.replace(/[<>&"']/g, (c) => HTML[c]!).replace(/[\u00a0-\u00ff]/g, (c) => `&#${c.charCodeAt(0)};`);
const decode = (s: string): string =>
  s.replace(
    /&(#x[\da-f]+|#\d+|\w+);/gi,
    (all, n: string) =>
      UNHTML[n] ??
      (/^#x/i.test(n)
        ? String.fromCodePoint(Number.parseInt(n.slice(2), 16))
        : n.startsWith('#')
          ? String.fromCodePoint(Number(n.slice(1)))
          : all),
  );
const urlEncode = (s: string, upper: boolean): string =>
  encodeURIComponent(s)
    .replace(/%20/g, '+')
    .replace(/['~]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
    .replace(/%../g, (c) => (upper ? c.toUpperCase() : c.toLowerCase()));
const urlDecode = (s: string): string => decodeURIComponent(s.replace(/\+/g, ' '));

const web = (upper: boolean): Row[] => [
  ['static string HtmlEncode(string value)', (_, [s]) => (s === null ? null : encode(s as string))],
  ['static string HtmlDecode(string value)', (_, [s]) => (s === null ? null : decode(s as string))],
  ['static string UrlEncode(string value)', (_, [s]) => (s === null ? null : urlEncode(s as string, upper))],
  ['static string UrlDecode(string encodedValue)', (_, [s]) => (s === null ? null : urlDecode(s as string))],
];

const ESCAPED: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};

/** The lab's clock is UTC; other zones are known by a fixed distance and have no summer time here. */
const zone = (id: string, display: string, hours: number): NetRecord => new NetRecord(ZONE, { id, display, hours });
const UTC = (): NetRecord => zone('UTC', '(UTC) Coordinated Universal Time', 0);
const refuse = (id: string): NetError =>
  new NetError(
    'System.TimeZoneNotFoundException',
    `The time zone ID '${id}' was not found on the local computer: this lab's clock knows UTC only.`,
  );
const find = (id: string): NetRecord => {
  if (/^(?:utc|etc\/utc|gmt|coordinated universal time)$/i.test(id)) return UTC();
  throw refuse(id);
};
const asUtc = (d: PSValue): PSValue => new Date_((d as DateTime).ticks, 'Utc');

const ZONE: NetType = new NetType('System.TimeZoneInfo', [
  ['static System.TimeZoneInfo Utc {get;}\nstatic System.TimeZoneInfo Local {get;}', () => UTC()],
  ['static System.TimeZoneInfo FindSystemTimeZoneById(string id)', (_, [id]) => find(id as string)],
  [
    'static datetime ConvertTimeFromUtc(datetime dateTime, System.TimeZoneInfo destinationTimeZone)',
    (_, [d]) => asUtc(d!),
  ],
  [
    'static datetime ConvertTimeToUtc(datetime dateTime)\nstatic datetime ConvertTimeToUtc(datetime dateTime, System.TimeZoneInfo sourceTimeZone)',
    (_, [d]) => asUtc(d!),
  ],
  [
    'static datetime ConvertTimeBySystemTimeZoneId(datetime dateTime, string destinationTimeZoneId)',
    (_, [d, id]) => {
      find(id as string);
      return asUtc(d!);
    },
  ],
  ['string Id {get;}', (z: NetRecord) => z.data['id'] as string],
  ['bool HasIanaId {get;}', () => true],
  ['string DisplayName {get;}', (z: NetRecord) => z.data['display'] as string],
  ['string StandardName {get;}\nstring DaylightName {get;}', () => 'Coordinated Universal Time'],
  ['timespan BaseUtcOffset {get;}', () => new TimeSpan(0n)],
  ['bool SupportsDaylightSavingTime {get;}', () => false],
  ['timespan GetUtcOffset(datetime dateTime)', () => new TimeSpan(0n)],
  ['bool IsDaylightSavingTime(datetime dateTime)', () => false],
]);

export const TEXT_TOOL_TYPES = [
  new NetType('System.Net.WebUtility', web(true)),
  new NetType('System.Web.HttpUtility', web(false)),
  new NetType('System.Security.SecurityElement', [
    [
      'static string Escape(string str)',
      (_, [s]) => (s === null ? null : (s as string).replace(/[<>&"']/g, (c) => ESCAPED[c]!)),
    ],
  ]),
  ZONE,
];
