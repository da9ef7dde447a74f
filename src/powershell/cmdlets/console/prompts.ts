/** Read-Host and Get-Credential: questions to a person. */
import { edition } from '../../edition.ts';
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import { Credential } from '../../values.ts';
import { builtin } from '../declare.ts';
import { SecureString } from '../secure-strings.ts';

/** Nobody is there to answer. */
export function nobody(c: Context) {
  return c.fail(
    'InvalidOperation',
    'InvalidOperation',
    edition.current.nonInteractive,
    'System.Management.Automation.PSInvalidOperationException',
  );
}

const READ_HOST = builtin(
  'Read-Host',
  'utility',
  'Prompt object @0 ...\nAsSecureString switch [AsSecureString]\nMaskInput switch [AsString]',
  (c) => ({
    *process() {
      const prompt = c
        .list('Prompt')
        .map((v) => toText(v))
        .join(' ');
      const line = c.engine.host.readLine();
      if (line === null) throw nobody(c);
      if (prompt !== '') c.engine.host.out(`${prompt}: `);
      yield* c.emit(c.flag('AsSecureString') ? new SecureString(line) : line);
    },
  }),
  { defaultSet: 'AsString' },
);

const GET_CREDENTIAL = builtin(
  'Get-Credential',
  'security',
  'Credential object [CredentialSet] @0\nMessage string ~ [MessageSet]\nUserName string ~ [MessageSet] @0\nTitle string ~ [MessageSet]',
  (c) => ({
    *process() {
      const given = c.get('Credential');
      if (given instanceof Credential) {
        yield* c.emit(given);
        return;
      }
      const type = c.engine.findType('pscredential', c.frame);
      let name = given === null ? c.text('UserName') : toText(given);
      if (name === '') {
        const line = c.engine.host.readLine();
        if (line === null) throw nobody(c);
        name = line;
      }
      const password = c.engine.host.readLine();
      if (password === null || !type) throw nobody(c);
      yield* c.emit(yield* c.engine.invokeStatic(type, 'new', [name, new SecureString(password)], c.frame));
    },
  }),
  { defaultSet: 'CredentialSet' },
);

export const PROMPTS = [READ_HOST, GET_CREDENTIAL];
