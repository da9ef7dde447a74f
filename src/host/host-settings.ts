/**
 * Settings of a host that Set-VMHost changes. Defaults are those of a new Windows Server (documentation of Set-VMHost and of
 * Hyper-V Manager's "Hyper-V Settings"); values nothing else in the simulation reads are kept and shown.
 */
import { PathError } from '../lab/files.ts';
import { HOUR, type Micros } from '../lab/time.ts';
import { HostError } from './errors.ts';
import type { HostSession } from './session.ts';
import type { HostDoc } from './types.ts';

/** What is kept in `HostDoc.settings`, with the default of each. */
export interface HostSettings {
  maximumStorageMigrations: number;
  maximumVirtualMachineMigrations: number;
  migrationAuthentication: 'CredSSP' | 'Kerberos';
  useAnyNetworkForMigration: boolean;
  migrationPerformance: 'TCPIP' | 'Compression' | 'SMB';
  /** Micros. */
  meteringSaveInterval: Micros;
  fibreChannelWwnn: string;
  fibreChannelWwpnMaximum: string;
  fibreChannelWwpnMinimum: string;
  numaSpanningEnabled: boolean;
  enhancedSessionMode: boolean;
}

/** The present settings. */
export function hostSettings(host: HostDoc): HostSettings {
  return {
    maximumStorageMigrations: 2,
    maximumVirtualMachineMigrations: 2,
    migrationAuthentication: 'CredSSP',
    useAnyNetworkForMigration: false,
    migrationPerformance: 'Compression',
    meteringSaveInterval: HOUR,
    fibreChannelWwnn: 'C003FF0000FFFF00',
    fibreChannelWwpnMaximum: 'C003FF5778E50FFF',
    fibreChannelWwpnMinimum: 'C003FF5778E50000',
    numaSpanningEnabled: true,
    enhancedSessionMode: false,
    ...(host.settings as Partial<HostSettings>),
  };
}

/** What one call may change; undefined leaves it. */
export type HostChange = { readonly [K in keyof HostSettings]?: HostSettings[K] | undefined } & {
  readonly vhdPath?: string | undefined;
  readonly vmPath?: string | undefined;
  readonly macMinimum?: string | undefined;
  readonly macMaximum?: string | undefined;
};

const invalid = (detail: string) => new HostError('invalidArgument', { detail });

/** Twelve hex digits without separators, as the module shows them. @throws HostError */
function mac(text: string, parameter: string): string {
  const digits = text.replace(/[:-]/g, '').toUpperCase();
  if (!/^[0-9A-F]{12}$/.test(digits)) {
    throw invalid(
      `'${text}' is not a MAC address: ${parameter} takes twelve hexadecimal digits, such as 00155D010000.`,
    );
  }
  return digits;
}

function wwn(text: string, parameter: string): string {
  if (!/^[0-9A-F]{16}$/i.test(text)) {
    throw invalid(`'${text}' is not a world wide name: ${parameter} takes sixteen hexadecimal digits.`);
  }
  return text.toUpperCase();
}

function folder(host: HostSession, path: string): string {
  try {
    return host.tools.files.locate(path).shown;
  } catch (error) {
    if (error instanceof PathError) throw invalid(`'${path}' is not a valid path.`);
    throw error;
  }
}

/** Checks everything first, then changes it. @throws HostError `invalidArgument` */
export function changeHost(host: HostSession, change: HostChange): void {
  const { vhdPath, vmPath, macMinimum, macMaximum, ...settings } = change;
  const { doc } = host;
  const low = macMinimum === undefined ? doc.macMinimum : mac(macMinimum, '-MacAddressMinimum');
  const high = macMaximum === undefined ? doc.macMaximum : mac(macMaximum, '-MacAddressMaximum');
  if (low > high)
    throw invalid(`The range of MAC addresses ${low} to ${high} is empty: the minimum is above the maximum.`);
  const next = { ...hostSettings(doc) };
  for (const [key, value] of Object.entries(settings)) if (value !== undefined) Object.assign(next, { [key]: value });
  next.fibreChannelWwnn = wwn(next.fibreChannelWwnn, '-FibreChannelWwnn');
  next.fibreChannelWwpnMinimum = wwn(next.fibreChannelWwpnMinimum, '-FibreChannelWwpnMinimum');
  next.fibreChannelWwpnMaximum = wwn(next.fibreChannelWwpnMaximum, '-FibreChannelWwpnMaximum');
  const vhd = vhdPath === undefined ? doc.vhdPath : folder(host, vhdPath);
  const vm = vmPath === undefined ? doc.vmPath : folder(host, vmPath);
  // The MAC pool begins anew where its range changed.
  if (low !== doc.macMinimum || high !== doc.macMaximum) doc.macsUsed = 0;
  Object.assign(doc, { macMinimum: low, macMaximum: high, vhdPath: vhd, vmPath: vm, settings: next });
}
