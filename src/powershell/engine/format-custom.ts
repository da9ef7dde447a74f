/** Custom formats of numbers: `0.00`, `#,##0`, sections. */
import { displayText } from '../format/display-text.ts';
import { Num, type PSValue } from '../values.ts';
import { asDouble } from './arithmetic-numbers.ts';
import { exactDecimal, fixed, group } from './format-number.ts';

export function customNumber(value: number | bigint | Num, format: string): string {
  const sections = splitSections(format);
  let n = value;
  let section = sections[0]!;
  const d = asDouble(value);
  let negative = d < 0;
  if (d < 0 && sections.length > 1 && sections[1] !== '') {
    section = sections[1]!;
    negative = false;
    n = abs(value);
  } else if (d === 0 && sections.length > 2 && sections[2] !== '') section = sections[2]!;
  else if (d < 0) n = abs(value);
  return (negative ? '-' : '') + renderCustom(n, section);
}

function abs(value: number | bigint | Num): number | bigint | Num {
  if (typeof value === 'number') return Math.abs(value);
  if (typeof value === 'bigint') return value < 0n ? -value : value;
  return new Num(
    value.kind,
    typeof value.value === 'bigint' ? (value.value < 0n ? -value.value : value.value) : Math.abs(value.value),
    value.scale,
  );
}

function splitSections(format: string): string[] {
  const parts = [''];
  let quote = '';
  for (let i = 0; i < format.length; i++) {
    const c = format[i]!;
    if (quote) {
      if (c === quote) quote = '';
    } else if (c === "'" || c === '"') quote = c;
    else if (c === '\\') {
      parts[parts.length - 1] += c + (format[++i] ?? '');
      continue;
    } else if (c === ';') {
      parts.push('');
      continue;
    }
    parts[parts.length - 1] += c;
  }
  return parts;
}

/** `0.0e+0`: a mantissa of the places before the letter. */
function renderExponent(value: number | bigint | Num, m: RegExpExecArray): string {
  const [, places = '', letter, sign, zeros = ''] = m;
  const whole = places.replace(/\..*$/, '').replace(/[^0#]/g, '').length;
  const size = Math.abs(asDouble(value));
  let power = size === 0 ? 0 : Math.floor(Math.log10(size)) - (whole - 1);
  const decimals = places.includes('.') ? places.length - places.indexOf('.') - 1 : 0;
  let mantissa = size / 10 ** power;
  if (Number(mantissa.toFixed(decimals)) >= 10 ** whole) {
    power++;
    mantissa /= 10;
  }
  const text = renderCustom(new Num('Double', mantissa), places);
  return `${text}${letter}${power < 0 ? '-' : sign === '+' ? '+' : ''}${String(Math.abs(power)).padStart(zeros.length, '0')}`;
}

/** Custom formats see 15 digits of a double, 7 of a single. */
function fifteen(value: number | bigint | Num): number | bigint | Num {
  if (!(value instanceof Num) || typeof value.value !== 'number' || !Number.isFinite(value.value)) return value;
  if (value.kind === 'Double') return new Num('Double', Number(value.value.toPrecision(15)));
  return value;
}

function renderCustom(value: number | bigint | Num, section: string): string {
  const exponent = /^([0#.,]*)([eE])([+-]?)(0+)$/.exec(section);
  if (exponent) return renderExponent(value, exponent);
  const bare = section.replace(/'[^']*'|"[^"]*"|\\./g, '');
  const exact = exactDecimal(fifteen(value));
  if (!exact) return displayText(value as PSValue);
  let { digits, scale } = exact;
  for (const c of bare) if (c === '%') digits *= 100n;
  const [intPart = '', fracPart] = bare.split('.');
  const trailing = /,+(?=[^0#]*$)/.exec(intPart.replace(/[^0#,]/g, ''));
  if (trailing) scale += 3 * trailing[0].length;
  const grouped = /[0#],+[0#]/.test(intPart.replace(/[^0#,]/g, ''));
  const decimals = (fracPart ?? '').replace(/[^0#]/g, '');
  const text = fixed(new Num('Decimal', digits, scale), decimals.length);
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const minimum = intPart.replace(/[^0]/g, '').length;
  let w = whole
    .replace(/^0+/, '')
    .padStart(
      Math.max(
        minimum,
        intPart.replace(/[^0#]/g, '').search('0') >= 0
          ? intPart.replace(/[^0#]/g, '').length - intPart.replace(/[^0#]/g, '').indexOf('0')
          : 0,
      ),
      '0',
    );
  if (grouped) w = w === '' ? '' : group(w);
  let f = fraction;
  for (let i = decimals.length - 1; i >= 0 && decimals[i] === '#' && f[i] === '0'; i--) f = f.slice(0, i);
  return place(section, w, f);
}

/** Puts digits into the places of a custom format. */
function place(section: string, whole: string, fraction: string): string {
  let out = '';
  let wroteWhole = false;
  let inFraction = false;
  let wroteFraction = false;
  for (let i = 0; i < section.length; i++) {
    const c = section[i]!;
    if (c === "'" || c === '"') {
      const close = section.indexOf(c, i + 1);
      out += section.slice(i + 1, close < 0 ? undefined : close);
      i = close < 0 ? section.length : close;
    } else if (c === '\\') out += section[++i] ?? '';
    else if (c === '0' || c === '#') {
      if (inFraction) {
        if (!wroteFraction) out += fraction;
        wroteFraction = true;
      } else {
        // All digits go where the first place stands; digits between literals are rare in practice.
        const rest = section.slice(i).replace(/[^0#]*\..*$/, '');
        const places = [...rest].filter((x) => x === '0' || x === '#').length;
        const literalBetween = /[0#][^0#,.]+[0#]/.test(rest);
        if (!wroteWhole && literalBetween) {
          const plain = whole.replace(/,/g, '');
          const take = Math.max(0, plain.length - places + 1);
          out += plain.slice(0, take);
          whole = plain.slice(take);
          wroteWhole = whole === '' && places <= 1;
        } else if (!wroteWhole) {
          out += whole;
          wroteWhole = true;
        }
      }
    } else if (c === '.' && !inFraction) {
      inFraction = true;
      if (fraction !== '') out += '.';
    } else if (c !== ',') out += c;
  }
  return out;
}
