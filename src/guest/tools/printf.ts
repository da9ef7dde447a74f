/** printf's formats and the escapes of echo -e. */

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const utf8 = (code: number): string => Buffer.from(String.fromCodePoint(code), 'utf8').toString('latin1');

/** Escapes; `stop` after \c. In a format \ooo needs no leading 0. */
export function unescapeText(text: string, how: 'echo' | 'format'): { text: string; stop: boolean } {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (c !== '\\') {
      out += c;
      continue;
    }
    const rest = text.slice(i + 1);
    const octal = (how === 'echo' ? /^0([0-7]{0,3})/ : /^([0-7]{1,3})/).exec(rest);
    const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest);
    const unicode = /^u([0-9a-fA-F]{1,4})|^U([0-9a-fA-F]{1,8})/.exec(rest);
    if (rest[0] === 'c' && how === 'echo') return { text: out, stop: true };
    if (octal) {
      out += String.fromCharCode(Number.parseInt(octal[1] || '0', 8) & 255);
      i += octal[0].length;
    } else if (hex) {
      out += String.fromCharCode(Number.parseInt(hex[1] as string, 16));
      i += hex[0].length;
    } else if (unicode) {
      out += utf8(Number.parseInt((unicode[1] ?? unicode[2]) as string, 16));
      i += unicode[0].length;
    } else if (rest[0] !== undefined && SIMPLE[rest[0]] !== undefined) {
      out += SIMPLE[rest[0]];
      i++;
    } else if (how === 'format' && (rest[0] === '"' || rest[0] === "'" || rest[0] === '?')) {
      out += rest[0];
      i++;
    } else out += c;
  }
  return { text: out, stop: false };
}

/** Applies a format to arguments, again and again while arguments are left. */
export function formatPrintf(
  format: string,
  args: readonly string[],
  wall: number,
): { text: string; errors: string[] } {
  const errors: string[] = [];
  let text = '';
  let next = 0;
  let stopped = false;
  const take = (): string | undefined => args[next++];
  do {
    const before = next;
    text += format.replace(
      /\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|c|[\s\S])|%(?:%|([-+ 0#]*)(\*|\d+)?(?:\.(\*|-?\d+)?)?(?:\(([^)]*)\))?([a-zA-Z]))|%/g,
      (all, flags, width, precision, time, conversion) => {
        if (stopped) return '';
        if (all[0] === '\\') {
          if (all === '\\c') {
            stopped = true;
            return '';
          }
          return unescapeText(all, 'format').text;
        }
        if (all === '%%') return '%';
        if (conversion === undefined) {
          errors.push(`\`%': missing format character`);
          return '';
        }
        let f: string = flags ?? '';
        let w = width === '*' ? Number(take() ?? 0) : Number(width ?? 0);
        if (w < 0) {
          f += '-';
          w = -w;
        }
        const hasPrecision = /\.\d*|\.\*/.test(all.slice(1).replace(/\(.*\)/, ''));
        const p = hasPrecision ? (precision === '*' ? Number(take() ?? 0) : Number(precision ?? 0)) : undefined;
        if (time !== undefined) return pad(strftime(time || '%X', timeOf(take(), wall)), f, w);
        return convert(conversion, f, w, p, take(), errors, () => {
          stopped = true;
        });
      },
    );
    if (next === before) break;
  } while (next < args.length && !stopped);
  return { text, errors };
}

const timeOf = (text: string | undefined, wall: number): number =>
  text === undefined || text === '-1' || text === '-2' ? wall : Number(text) * 1_000_000;

function pad(text: string, flags: string, width: number): string {
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width);
}

function integer(text: string, errors: string[]): bigint {
  if (text === '') return 0n;
  if (/^['"]/.test(text)) return BigInt(text.charCodeAt(1) || 0);
  const match = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text);
  if (!match) {
    errors.push(`${text}: invalid number`);
    return 0n;
  }
  const digits = match[2] as string;
  if (match[0].length !== text.length) errors.push(`${text}: invalid number`);
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return match[1] === '-' ? -value : value;
}

function convert(
  conversion: string,
  flags: string,
  width: number,
  precision: number | undefined,
  arg: string | undefined,
  errors: string[],
  stop: () => void,
): string {
  const value = arg ?? '';
  switch (conversion) {
    case 's':
      return pad(precision === undefined ? value : value.slice(0, precision), flags, width);
    case 'b': {
      const done = unescapeText(value.replace(/\\([1-7])/g, '\\0$1'), 'echo');
      if (done.stop) stop();
      return pad(precision === undefined ? done.text : done.text.slice(0, precision), flags, width);
    }
    case 'q':
      return pad(
        /^[\w@%+=:,./-]+$/.test(value) ? value : value === '' ? "''" : value.replace(/[^\w@%+=:,./-]/g, '\\$&'),
        flags,
        width,
      );
    case 'c':
      return pad(value.slice(0, 1), flags, width);
    case 'd':
    case 'i':
    case 'u': {
      let n = integer(value, errors);
      if (conversion === 'u') n = BigInt.asUintN(64, n);
      const sign = n < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
      return number(sign, (n < 0n ? -n : n).toString().padStart(precision ?? 1, '0'), flags, width, precision);
    }
    case 'o':
    case 'x':
    case 'X': {
      const n = BigInt.asUintN(64, integer(value, errors));
      let digits = n.toString(conversion === 'o' ? 8 : 16).padStart(precision ?? 1, '0');
      if (conversion === 'X') digits = digits.toUpperCase();
      const prefix = flags.includes('#') && n !== 0n ? (conversion === 'o' ? '0' : `0${conversion}`) : '';
      return number(prefix, digits, flags, width, precision);
    }
    case 'f':
    case 'F':
    case 'e':
    case 'E':
    case 'g':
    case 'G': {
      const n = Number(value.trim() === '' ? 0 : value);
      if (Number.isNaN(n) && value !== '') errors.push(`${value}: invalid number`);
      const x = Number.isNaN(n) ? Number.parseFloat(value) || 0 : n;
      const sign = x < 0 || Object.is(x, -0) ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
      let digits = floating(Math.abs(x), conversion.toLowerCase(), precision ?? 6, flags.includes('#'));
      if (conversion < 'a') digits = digits.toUpperCase();
      return number(sign, digits, flags, width, undefined);
    }
    default:
      errors.push(`\`${conversion}': invalid format character`);
      return '';
  }
}

/** %f, %e and %g of a number that is not negative. */
export function floating(x: number, conversion: string, precision: number, keepZeros = false): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'nan' : 'inf';
  const exponential = (n: number, p: number): string => n.toExponential(p).replace(/e([-+])(\d)$/, 'e$10$2');
  if (conversion === 'f') return x.toFixed(Math.min(precision, 100));
  if (conversion === 'e') return exponential(x, precision);
  const p = precision === 0 ? 1 : precision;
  const exponent = x === 0 ? 0 : Number(x.toExponential(p - 1).split('e')[1]);
  const trim = (text: string): string => (keepZeros || !text.includes('.') ? text : text.replace(/\.?0+(?=e|$)/, ''));
  return exponent < -4 || exponent >= p ? trim(exponential(x, p - 1)) : trim(x.toFixed(Math.max(0, p - 1 - exponent)));
}

function number(prefix: string, digits: string, flags: string, width: number, precision: number | undefined): string {
  if (flags.includes('0') && !flags.includes('-') && precision === undefined)
    return prefix + digits.padStart(width - prefix.length, '0');
  return pad(prefix + digits, flags, width);
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** strftime in the C locale and UTC. `wall` in micros. */
export function strftime(format: string, wall: number): string {
  const d = new Date(Math.floor(wall / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const year = d.getUTCFullYear();
  const dayOfYear =
    Math.floor((Date.UTC(year, d.getUTCMonth(), d.getUTCDate()) - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
  const hour12 = d.getUTCHours() % 12 || 12;
  const weekday = d.getUTCDay();
  const isoWeek = (): [number, number] => {
    const thursday = new Date(Date.UTC(year, d.getUTCMonth(), d.getUTCDate() - ((weekday + 6) % 7) + 3));
    const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
    return [thursday.getUTCFullYear(), Math.floor((thursday.getTime() - first) / 604_800_000) + 1];
  };
  const table: Record<string, () => string> = {
    a: () => (DAYS[weekday] as string).slice(0, 3),
    A: () => DAYS[weekday] as string,
    b: () => (MONTHS[d.getUTCMonth()] as string).slice(0, 3),
    h: () => (MONTHS[d.getUTCMonth()] as string).slice(0, 3),
    B: () => MONTHS[d.getUTCMonth()] as string,
    c: () => strftime('%a %b %e %H:%M:%S %Y', wall),
    C: () => two(Math.floor(year / 100)),
    d: () => two(d.getUTCDate()),
    D: () => strftime('%m/%d/%y', wall),
    e: () => String(d.getUTCDate()).padStart(2),
    F: () => strftime('%Y-%m-%d', wall),
    G: () => String(isoWeek()[0]),
    g: () => two(isoWeek()[0] % 100),
    H: () => two(d.getUTCHours()),
    I: () => two(hour12),
    j: () => String(dayOfYear).padStart(3, '0'),
    k: () => String(d.getUTCHours()).padStart(2),
    l: () => String(hour12).padStart(2),
    m: () => two(d.getUTCMonth() + 1),
    M: () => two(d.getUTCMinutes()),
    n: () => '\n',
    N: () =>
      String(Math.floor(wall % 1_000_000))
        .padStart(6, '0')
        .padEnd(9, '0'),
    p: () => (d.getUTCHours() < 12 ? 'AM' : 'PM'),
    P: () => (d.getUTCHours() < 12 ? 'am' : 'pm'),
    r: () => strftime('%I:%M:%S %p', wall),
    R: () => strftime('%H:%M', wall),
    s: () => String(Math.floor(wall / 1_000_000)),
    S: () => two(d.getUTCSeconds()),
    t: () => '\t',
    T: () => strftime('%H:%M:%S', wall),
    u: () => String(weekday || 7),
    U: () => two(Math.floor((dayOfYear + 6 - weekday) / 7)),
    V: () => two(isoWeek()[1]),
    w: () => String(weekday),
    W: () => two(Math.floor((dayOfYear + 6 - ((weekday + 6) % 7)) / 7)),
    x: () => strftime('%m/%d/%y', wall),
    X: () => strftime('%H:%M:%S', wall),
    y: () => two(year % 100),
    Y: () => String(year),
    z: () => '+0000',
    Z: () => 'UTC',
    '%': () => '%',
  };
  return format.replace(/%([-_0^#:]*)(\d*)([a-zA-Z%])/g, (all, flags: string, width: string, letter: string) => {
    const make = table[letter];
    if (!make) return all;
    let text = make();
    if (flags.includes('-')) text = text.replace(/^[0 ]+(?=\d)/, '');
    if (flags.includes('_')) text = text.replace(/^0+(?=\d)/, (zeros) => ' '.repeat(zeros.length));
    if (flags.includes('^')) text = text.toUpperCase();
    if (letter === 'N' && width) text = text.slice(0, Number(width));
    if (letter === 'z' && flags.includes(':')) text = '+00:00';
    return text;
  });
}
