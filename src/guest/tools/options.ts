/** Reading a tool's options as getopt does: short ones together, long ones by unique prefix, `--` ends them. */

export interface Parsed {
  /** Option by name without dashes: values in order, '' for a flag. */
  readonly options: ReadonlyMap<string, string[]>;
  readonly words: string[];
  /** Why it failed, as getopt says. */
  readonly error: string | undefined;
  has(...names: string[]): boolean;
  value(...names: string[]): string | undefined;
}

/**
 * @param short letters; a colon after one that takes a value
 * @param long names; `=` at the end where one takes a value, `=?` where it may; `name>letter` is the same as a letter
 */
export function parseOptions(
  args: readonly string[],
  short: string,
  long: readonly string[] = [],
  permute = true,
): Parsed {
  const options = new Map<string, string[]>();
  const words: string[] = [];
  let error: string | undefined;
  const add = (name: string, value: string): void => {
    const values = options.get(name);
    if (values) values.push(value);
    else options.set(name, [value]);
  };
  let i = 0;
  for (; i < args.length && error === undefined; i++) {
    const word = args[i] as string;
    if (word === '--') {
      i++;
      break;
    }
    if (word.startsWith('--')) {
      const [given = '', value] = splitAt(word.slice(2), '=');
      const found = long.filter((l) => bare(l) === given);
      const candidates = found.length > 0 ? found : long.filter((l) => bare(l).startsWith(given));
      const [only] = candidates;
      if (candidates.length !== 1 || only === undefined) {
        error = candidates.length > 1 ? `option '--${given}' is ambiguous` : `unrecognized option '--${given}'`;
        break;
      }
      const [name = '', letter] = only.replace(/=\??/, '').split('>');
      let argument = value;
      if (only.includes('=') && !only.includes('=?') && argument === undefined) {
        argument = args[++i];
        if (argument === undefined) error = `option '--${name}' requires an argument`;
      }
      add(letter ?? name, argument ?? '');
    } else if (word.startsWith('-') && word.length > 1) {
      for (let j = 1; j < word.length; j++) {
        const letter = word[j] as string;
        const at = short.indexOf(letter);
        if (at < 0 || letter === ':') {
          error = `invalid option -- '${letter}'`;
          break;
        }
        if (short[at + 1] !== ':') {
          add(letter, '');
          continue;
        }
        const rest = word.slice(j + 1);
        const argument = rest !== '' ? rest : args[++i];
        if (argument === undefined) error = `option requires an argument -- '${letter}'`;
        add(letter, argument ?? '');
        break;
      }
    } else if (permute) words.push(word);
    else break;
  }
  words.push(...args.slice(i));
  return {
    options,
    words,
    error,
    has: (...names) => names.some((name) => options.has(name)),
    value: (...names) => names.map((name) => options.get(name)?.at(-1)).find((v) => v !== undefined),
  };
}

const bare = (long: string): string => long.replace(/=\??/, '').replace(/>.*/, '');

function splitAt(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  c: 1,
  w: 2,
  b: 512,
  k: 1024,
  K: 1024,
  KiB: 1024,
  kB: 1000,
  KB: 1000,
  M: 2 ** 20,
  m: 2 ** 20,
  MiB: 2 ** 20,
  MB: 1e6,
  G: 2 ** 30,
  g: 2 ** 30,
  GiB: 2 ** 30,
  GB: 1e9,
  T: 2 ** 40,
  TiB: 2 ** 40,
  TB: 1e12,
  s: 512,
};

/** `10M`, `4k`, `1GB` as a number; undefined where it is none. */
export function sizeOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(text);
  const unit = match && UNITS[match[2] as string];
  return match && unit !== undefined && unit !== null ? Math.floor(Number(match[1]) * unit) : undefined;
}

/** Sizes for people: one decimal below ten, rounded up, as coreutils does (`-h`). */
export function human(bytes: number, base = 1024): string {
  const units = base === 1024 ? ['', 'K', 'M', 'G', 'T', 'P'] : ['', 'k', 'M', 'G', 'T', 'P'];
  let power = 0;
  let value = bytes;
  while (value >= base && power < units.length - 1) {
    value /= base;
    power++;
  }
  if (power === 0) return String(Math.ceil(value));
  let text = value < 10 ? (Math.ceil(value * 10 - 1e-9) / 10).toFixed(1) : String(Math.ceil(value - 1e-9));
  if (Number(text) >= 10 && text.includes('.')) text = String(Math.ceil(value));
  if (Number(text) >= base) return `1.0${units[power + 1]}`;
  return `${text}${units[power]}`;
}
