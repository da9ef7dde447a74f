/**
 * What a person configures, in one JSON file. Reading it is one small read; writing goes through `conf`, which is loaded only
 * then, so that a half-written file never appears.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One setting: what it means, and the values it may have where they are few. */
export interface SettingDef {
  readonly summary: string;
  readonly values?: readonly string[];
}

/** All settings. A key without a value has the default that its summary names. */
export const settingDefs = {
  lab: {
    summary: 'Directory of the current lab; HYPERV_LAB goes before it. Default: `default` in the folder of labs.',
  },
  labs: { summary: 'Folder in which labs live that are made without naming a directory. Default: in the user data.' },
  host: { summary: 'Host that cmdlets without -ComputerName mean. Default: the first of the lab.' },
  dialect: { summary: 'Which PowerShell output follows. Default: 7.', values: ['7', '5.1'] },
  errorView: {
    summary: 'How errors are shown. Default: ConciseView in dialect 7, NormalView in 5.1.',
    values: ['ConciseView', 'NormalView', 'CategoryView'],
  },
  theme: { summary: 'Colours of the screen. Default: auto.', values: ['auto', 'dark', 'light', 'none'] },
  platform: { summary: 'Which system scripts believe to run on. Default: Win32NT.', values: ['Win32NT', 'Unix'] },
} as const satisfies Record<string, SettingDef>;

export type SettingName = keyof typeof settingDefs;
export type Settings = { readonly [K in SettingName]?: string };

const NAME = 'hyperv-lab';

/** Folder of a program's files of one kind, as each system wants it. */
function folder(kind: 'config' | 'data'): string {
  const env = process.env;
  const home = (process.platform !== 'win32' && env['HOME']) || process.getBuiltinModule('node:os').homedir();
  if (process.platform === 'darwin') {
    return join(home, 'Library', kind === 'config' ? 'Preferences' : 'Application Support', NAME);
  }
  if (process.platform === 'win32') {
    return kind === 'config'
      ? join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), NAME, 'Config')
      : join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), NAME, 'Data');
  }
  return kind === 'config'
    ? join(env['XDG_CONFIG_HOME'] || join(home, '.config'), NAME)
    : join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), NAME);
}

export const configFolder = (): string => folder('config');
export const settingsFile = (): string => join(configFolder(), 'config.json');

let cached: Settings | undefined;

/** The person's settings; what is missing, unreadable or of the wrong kind counts as not set. */
export function readSettings(): Settings {
  if (cached) return cached;
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(settingsFile(), 'utf8'));
  } catch {}
  const entries = Object.entries((found ?? {}) as Record<string, unknown>).filter(([key, value]) =>
    isValid(key, value),
  );
  cached = Object.fromEntries(entries) as Settings;
  return cached;
}

/** True where `key` is a setting and may have this value. */
export function isValid(key: string, value: unknown): boolean {
  const def = (settingDefs as Record<string, SettingDef>)[key];
  return def !== undefined && typeof value === 'string' && (!def.values || def.values.includes(value));
}

/** Changes one setting; undefined removes it. The value must be valid. */
export async function writeSetting(key: SettingName, value: string | undefined): Promise<void> {
  const { default: Conf } = await import('conf');
  const conf = new Conf({ cwd: configFolder(), configName: 'config', projectName: NAME, clearInvalidConfig: true });
  if (value === undefined) conf.delete(key);
  else conf.set(key, value);
  cached = undefined;
}

/** Folder of the labs that were made without naming a directory. */
export const labsFolder = (): string => readSettings().labs ?? join(folder('data'), 'labs');

/** Where the current lab is, and why: by HYPERV_LAB, by the setting, or by default. */
export function currentLab(): { readonly dir: string; readonly by: 'environment' | 'setting' | 'default' } {
  const named = process.env['HYPERV_LAB'];
  if (named) return { dir: named, by: 'environment' };
  const { lab } = readSettings();
  if (lab) return { dir: lab, by: 'setting' };
  return { dir: join(labsFolder(), 'default'), by: 'default' };
}
