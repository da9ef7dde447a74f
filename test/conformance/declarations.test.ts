/**
 * The declarations of all cmdlets against the real module's own metadata (version 2.0.0.0, as reflection showed it), and
 * what newer documentation adds. Every difference must be one of those explained here.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { cmdletNames, findCmdlet } from '../../src/cli/cmdlets.ts';
import '../../src/cli/types.ts';
import type { CmdletDef, InSet, ParameterDef, Validation } from '../../src/powershell/parameters.ts';
import { typeRef } from '../../src/powershell/types.ts';

interface RealParameter {
  readonly type: string;
  readonly nullable?: true;
  readonly sets?: Readonly<Record<string, { mandatory?: true; position?: number; pipeline?: string }>>;
  readonly aliases?: readonly string[];
  readonly validate?: readonly string[];
}
interface RealCmdlet {
  readonly defaultSet?: string;
  readonly confirmImpact?: string;
  readonly outputType?: readonly string[];
  readonly parameters: Readonly<Record<string, RealParameter>>;
}

const real: Readonly<Record<string, RealCmdlet>> = JSON.parse(
  readFileSync(new URL('data/module-metadata.json', import.meta.url), 'utf8'),
);

const newer = 'in newer documentation only';
const mmio = "asked for by the project's owner: the real module's later spelling has another name";

/** Each difference there may be, and why. */
const explained: Readonly<Record<string, string>> = {
  'Add-VMGpuPartitionAdapter -InstancePath is added': newer,
  'Dismount-VMHostAssignableDevice -CimSession is added': newer,
  'Dismount-VMHostAssignableDevice -ComputerName is added': newer,
  'Dismount-VMHostAssignableDevice -Credential is added': newer,
  'Get-VMAssignableDevice -InstancePath is added': newer,
  'Get-VMAssignableDevice -LocationPath is added': newer,
  'Get-VMHostAssignableDevice -InstancePath is added': newer,
  'Get-VMHostAssignableDevice -LocationPath is added': newer,
  'Get-VMHostAssignableDevice -ResourcePoolName is added': newer,
  'Get-VMHostPartitionableGpu is added': newer,
  'Mount-VMHostAssignableDevice -CimSession is added': newer,
  'Mount-VMHostAssignableDevice -ComputerName is added': newer,
  'Mount-VMHostAssignableDevice -Credential is added': newer,
  'New-VM -GuestStateIsolationType is added': newer,
  'New-VM -SourceGuestStatePath is added': newer,
  'Set-VM -HighMemoryMappedIoSpace aliases: HighMmioGapSize instead of none': mmio,
  'Set-VM -LowMemoryMappedIoSpace aliases: LowMmioGapSize instead of none': mmio,
  'Set-VMHostPartitionableGpu is added': newer,
};

/** PowerShell's own, not the module's. */
const core = new Set(['Get-Command', 'Get-Help']);
const names = cmdletNames.filter((name) => !core.has(name));

test('all declarations agree with the module', async () => {
  const found: string[] = [];
  for (const name of new Set([...names, ...Object.keys(real)])) {
    const def = await findCmdlet(name);
    if (!def) found.push(`${name} is missing`);
    else if (!real[name]) found.push(`${name} is added`);
    else found.push(...differences(def, real[name]));
  }
  expect(found.sort()).toEqual(Object.keys(explained).sort());
});

test('240 cmdlets, each under its own name', async () => {
  expect(names).toHaveLength(240);
  for (const name of names) expect((await findCmdlet(name.toLowerCase()))?.name).toBe(name);
});

function differences(def: CmdletDef, cmdlet: RealCmdlet): string[] {
  const { name } = def;
  const at = new Differences();
  at.compare(`${name} default set`, def.defaultSet, cmdlet.defaultSet);
  at.compare(`${name} confirm impact`, def.confirmImpact, cmdlet.confirmImpact);
  at.compare(`${name} output types`, def.outputTypes?.join(), cmdlet.outputType?.join());
  const shared = Object.keys(def.parameters).filter((p) => cmdlet.parameters[p]);
  at.compare(`${name} order of parameters`, shared.join(), Object.keys(cmdlet.parameters).join());
  for (const [key, parameter] of Object.entries(def.parameters)) {
    const other = cmdlet.parameters[key];
    if (other) compareParameter(at, `${name} -${key}`, parameter, other);
    else at.list.push(`${name} -${key} is added`);
  }
  return at.list;
}

function compareParameter(at: Differences, where: string, ours: ParameterDef, theirs: RealParameter): void {
  at.compare(`${where} type`, typeRef(ours.type).name, fullType(theirs.type));
  at.compare(`${where} nullable`, ours.nullable, theirs.nullable);
  at.compare(`${where} aliases`, ours.aliases?.join(), theirs.aliases?.join());
  at.compare(`${where} sets`, setsText(ours.sets), setsText(theirs.sets));
  at.compare(`${where} validation`, ours.validate?.map(attribute).join(), theirs.validate?.join());
}

class Differences {
  readonly list: string[] = [];
  compare(what: string, ours: unknown, theirs: unknown): void {
    if (ours !== theirs) this.list.push(`${what}: ${ours ?? 'none'} instead of ${theirs ?? 'none'}`);
  }
}

/** The metadata names our room's scalars briefly and everything else in full. */
function fullType(type: string): string {
  const full = type.includes('.') ? type : typeRef(type).name;
  return full.replace('System.Object[]', 'object[]');
}

function setsText(sets: Readonly<Record<string, InSet | { pipeline?: string }>> | undefined): string {
  return Object.entries(sets ?? { '(All)': {} })
    .map(([name, facts]) => `${name}${JSON.stringify(Object.fromEntries(Object.entries(facts).sort()))}`)
    .sort()
    .join(' ');
}

function attribute(rule: Validation): string {
  if (typeof rule === 'string') return attributes[rule];
  if ('set' in rule) return `ValidateSet(${rule.set.map((member) => `'${member}'`).join(',')})`;
  return 'range' in rule ? `ValidateRange(${rule.range.join(', ')})` : `PSTypeName('${rule.typeName}')`;
}

const attributes = {
  NotNull: 'ValidateNotNull',
  NotNullOrEmpty: 'ValidateNotNullOrEmpty',
  AllowNull: 'AllowNull',
  AllowEmptyString: 'AllowEmptyString',
  AllowEmptyCollection: 'AllowEmptyCollection',
  Credential: 'System.Management.Automation.CredentialAttribute',
  VariableName: 'ValidateVariableName',
} as const;
