/** System.Management.Automation.SemanticVersion: versions by the rules of semver.org. */
import { type PSValue, Version } from '../../values.ts';
import { NetError } from '../errors.ts';
import { NetInstance, NetType } from './net-type.ts';
import { out } from './reference.ts';

const FORM = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([\w.-]+))?(?:\+([\w.-]+))?$/;

/** A semantic version; labels are null where it has none. */
export class SemanticVersion extends NetInstance {
  readonly parts: readonly number[];
  readonly label: string | null;
  readonly build: string | null;
  constructor(parts: readonly number[], label: string | null = null, build: string | null = null) {
    super();
    this.parts = parts;
    this.label = label;
    this.build = build;
  }
  get table(): NetType {
    return SEMANTIC_VERSION;
  }
  override get text(): string {
    return `${this.parts.join('.')}${this.label ? `-${this.label}` : ''}${this.build ? `+${this.build}` : ''}`;
  }
  override sameAs(other: PSValue): boolean {
    const right = versionOf(other);
    return right !== null && this.compare(right) === 0;
  }
  /** Less than 0, 0, more than 0; undefined where the other is no version. */
  override order(other: PSValue): number | undefined {
    const right = versionOf(other);
    return right ? this.compare(right) : undefined;
  }
  compare(other: SemanticVersion): number {
    for (let i = 0; i < 3; i++) {
      const difference = this.parts[i]! - other.parts[i]!;
      if (difference !== 0) return Math.sign(difference);
    }
    return compareLabels(this.label, other.label);
  }
}

/** A version before its release comes before it; parts of digits compare as numbers and come before texts. */
function compareLabels(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!];
    const [m, n] = [/^\d+$/.test(x), /^\d+$/.test(y)];
    if (m !== n) return m ? -1 : 1;
    if (m && Number(x) !== Number(y)) return Number(x) < Number(y) ? -1 : 1;
    if (!m && x !== y) return x < y ? -1 : 1;
  }
  return Math.sign(left.length - right.length);
}

/** The version that a text means; null where it is none. */
export function parseSemanticVersion(text: string): SemanticVersion | null {
  const m = FORM.exec(text);
  return m && new SemanticVersion([Number(m[1]), Number(m[2] ?? 0), Number(m[3] ?? 0)], m[4] ?? null, m[5] ?? null);
}

function versionOf(value: PSValue): SemanticVersion | null {
  if (value instanceof SemanticVersion) return value;
  if (typeof value === 'string') return parseSemanticVersion(value);
  if (typeof value === 'number' && value >= 0) return new SemanticVersion([value, 0, 0]);
  if (value instanceof Version && value.parts.length < 4)
    return new SemanticVersion([value.parts[0]!, value.parts[1]!, value.parts[2] ?? 0]);
  return null;
}

function parsed(text: PSValue): SemanticVersion {
  const version = parseSemanticVersion(text as string);
  if (!version) throw new NetError('System.FormatException', "The input string '' was not in a correct format.");
  return version;
}

const part = (index: number) => (v: SemanticVersion) => v.parts[index]!;

export const SEMANTIC_VERSION: NetType = new NetType('System.Management.Automation.SemanticVersion', [
  ['new(string version)', (_, [text]) => parsed(text!)],
  [
    'new(int major, int minor, int patch, string preReleaseLabel, string buildLabel)',
    (_, [a, b, c, label, build]) =>
      new SemanticVersion([a, b, c] as number[], (label as string) || null, (build as string) || null),
  ],
  [
    'new(int major, int minor, int patch, string label)',
    (_, [a, b, c, label]) => new SemanticVersion([a, b, c] as number[], (label as string) || null),
  ],
  ['new(int major, int minor, int patch)', (_, parts) => new SemanticVersion(parts as number[])],
  ['new(int major, int minor)', (_, parts) => new SemanticVersion([...(parts as number[]), 0])],
  ['new(int major)', (_, parts) => new SemanticVersion([...(parts as number[]), 0, 0])],
  [
    'new(version version)',
    (_, [version]) => {
      const made = versionOf(version!);
      if (made) return made;
      throw new NetError(
        'System.Management.Automation.PSArgumentException',
        'Cannot process argument because the value of argument "version" is not valid. Change the value of the "version" argument and run the operation again.',
      );
    },
  ],
  ['static semver Parse(string version)', (_, [text]) => parsed(text!)],
  [
    'static bool TryParse(string version, [ref] semver result)',
    (_, [text, result]) => {
      const version = parseSemanticVersion((text as string) ?? '');
      out(result, version);
      return version !== null;
    },
  ],
  ['int Major {get;}', part(0)],
  ['int Minor {get;}', part(1)],
  ['int Patch {get;}', part(2)],
  ['string PreReleaseLabel {get;}', (v: SemanticVersion) => v.label],
  ['string BuildLabel {get;}', (v: SemanticVersion) => v.build],
  ['string ToString()', (v: SemanticVersion) => v.text],
  ['int CompareTo(System.Object version)', (v: SemanticVersion, [other]) => v.order(other!) ?? 1],
  ['bool Equals(System.Object obj)', (v: SemanticVersion, [other]) => v.sameAs(other!)],
]);
