import { resolve } from 'node:path';
import { CommandFailure } from '../../src/cli/failure.ts';
import { nearest } from '../../src/cli/nearest.ts';
import { type Given, PlainCommand } from '../../src/cli/plain-command.ts';
import { readSettings, type SettingDef, type SettingName, settingDefs, writeSetting } from '../../src/lab/settings.ts';

/** A setting's proper name. */
function named(word: string | undefined): SettingName {
  const names = Object.keys(settingDefs) as SettingName[];
  const found = names.find((name) => name.toLowerCase() === word?.toLowerCase());
  if (found) return found;
  const near = word === undefined ? [] : nearest(word, names);
  const hint = near.length ? ` Did you mean ${near.join(' or ')}?` : ` Known are: ${names.join(', ')}.`;
  throw new CommandFailure(`${word === undefined ? 'Which setting?' : `There is no setting '${word}'.`}${hint}`);
}

/** Shows or changes what a person configures. */
export default class LabConfig extends PlainCommand {
  static override summary = 'Shows or changes your settings: get NAME, set NAME VALUE, unset NAME, or all of them.';
  static override table = { words: ['[get|set|unset]', '[NAME]', '[VALUE]'] };

  protected override async perform({ words: [word, name, value] }: Given): Promise<void> {
    const settings = readSettings();
    switch (word?.toLowerCase()) {
      case undefined:
        for (const [key, def] of Object.entries(settingDefs) as [SettingName, SettingDef][]) {
          this.out(`${key.padEnd(9)} = ${settings[key] ?? '(not set)'}\n            ${def.summary}`);
        }
        return;
      case 'get':
        return this.out(settings[named(name)] ?? '');
      case 'unset':
        return writeSetting(named(name), undefined);
      case 'set': {
        const key = named(name);
        const { values } = settingDefs[key] as SettingDef;
        if (value === undefined || value === '') throw new CommandFailure(`'lab config set ${key}' needs a value.`);
        const proper = values ? values.find((v) => v.toLowerCase() === value.toLowerCase()) : value;
        if (proper === undefined) throw new CommandFailure(`${key} is one of ${values!.join(', ')}, not '${value}'.`);
        return writeSetting(key, key === 'lab' || key === 'labs' ? resolve(proper) : proper);
      }
      default:
        throw new CommandFailure(`There is no 'lab config ${word}'. Known are: get, set, unset.`);
    }
  }
}
