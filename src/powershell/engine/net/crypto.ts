/** Hashes: MD5, SHA1, SHA256, SHA384, SHA512 and their HMACs. */
import { createHash, createHmac } from 'node:crypto';
import type { PSValue } from '../../values.ts';
import { byteArray, bytesOf } from './bytes.ts';
import { NetInstance, NetType, type Row } from './net-type.ts';
import type { StreamValue } from './streams.ts';

/** A System.Security.Cryptography.HashAlgorithm. */
class HashValue extends NetInstance {
  readonly table: NetType;
  readonly algorithm: string;
  readonly key: Buffer | null;
  hash: PSValue = null;
  constructor(table: NetType, algorithm: string, key: Buffer | null) {
    super();
    this.table = table;
    this.algorithm = algorithm;
    this.key = key;
  }
  compute(data: Uint8Array): PSValue {
    const h = this.key ? createHmac(this.algorithm, this.key) : createHash(this.algorithm);
    this.hash = byteArray(h.update(data).digest());
    return this.hash;
  }
}

const BITS: Readonly<Record<string, number>> = { md5: 128, sha1: 160, sha256: 256, sha384: 384, sha512: 512 };

const HASH = new NetType('System.Security.Cryptography.HashAlgorithm', [
  [
    'byte[] ComputeHash(byte[] buffer)\nbyte[] ComputeHash(byte[] buffer, int offset, int count)',
    (h: HashValue, [b, at, n]) => {
      const bytes = bytesOf(b!);
      return h.compute(at === undefined ? bytes : bytes.subarray(at as number, (at as number) + (n as number)));
    },
  ],
  [
    'byte[] ComputeHash(System.IO.Stream inputStream)',
    (h: HashValue, [s]) => h.compute((s as unknown as StreamValue).rest()),
  ],
  ['byte[] Hash {get;}', (h: HashValue) => h.hash],
  ['int HashSize {get;}', (h: HashValue) => BITS[h.algorithm]!],
  [
    'void Initialize()',
    (h: HashValue) => {
      h.hash = null;
    },
  ],
  ['void Clear()\nvoid Dispose()', () => undefined],
]);

function types(name: string, algorithm: string): NetType[] {
  const base = `System.Security.Cryptography.${name}`;
  const implementation: NetType = new NetType(`${base}+Implementation`, [], new NetType(base, [], HASH));
  const rows: Row[] = [
    [`static ${base} Create()`, () => new HashValue(implementation, algorithm, null)],
    [
      'static byte[] HashData(byte[] source)',
      (_, [b]) => byteArray(createHash(algorithm).update(bytesOf(b!)).digest()),
    ],
  ];
  const old = ['Managed', 'CryptoServiceProvider'].map((suffix): NetType => {
    const type: NetType = new NetType(
      `${base}${suffix}`,
      [['new()', () => new HashValue(type, algorithm, null)]],
      HASH,
    );
    return type;
  });
  const hmac: NetType = new NetType(
    `System.Security.Cryptography.HMAC${name}`,
    [
      ['new(byte[] key)', (_, [k]) => new HashValue(hmac, algorithm, bytesOf(k!))],
      [
        'static byte[] HashData(byte[] key, byte[] source)',
        (_, [k, b]) => byteArray(createHmac(algorithm, bytesOf(k!)).update(bytesOf(b!)).digest()),
      ],
      ['byte[] Key {get;}', (h: HashValue) => byteArray(h.key ?? Buffer.alloc(0))],
    ],
    HASH,
  );
  return [new NetType(base, rows, HASH), ...old, hmac, implementation];
}

const RANDOM = new NetType('System.Security.Cryptography.RandomNumberGenerator', [
  [
    'static byte[] GetBytes(int count)',
    (_, [n], env) => byteArray(Buffer.from(Array.from({ length: n as number }, () => Math.floor(env.random() * 256)))),
  ],
  ['static int GetInt32(int toExclusive)', (_, [n], env) => Math.floor(env.random() * (n as number))],
  [
    'static int GetInt32(int fromInclusive, int toExclusive)',
    (_, [a, b], env) => (a as number) + Math.floor(env.random() * ((b as number) - (a as number))),
  ],
]);

export const CRYPTO_TYPES = [
  HASH,
  RANDOM,
  ...types('MD5', 'md5'),
  ...types('SHA1', 'sha1'),
  ...types('SHA256', 'sha256'),
  ...types('SHA384', 'sha384'),
  ...types('SHA512', 'sha512'),
];
