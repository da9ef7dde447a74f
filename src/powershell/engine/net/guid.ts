/** Static members of Guid. */
import { CastError } from '../../cast-error.ts';
import { convert } from '../../conversion.ts';
import { typeRef } from '../../types.ts';
import { Guid } from '../../values.ts';
import { NetError } from '../errors.ts';
import { text } from '../method-tools.ts';
import { out } from './reference.ts';
import type { StaticType } from './static-type.ts';

export const GUID: StaticType = {
  properties: { empty: () => new Guid('00000000-0000-0000-0000-000000000000') },
  methods: {
    newguid: (_, env) => new Guid(env.newGuid()),
    parse: ([s]) => {
      try {
        return convert(text(s!), typeRef('guid'));
      } catch (e) {
        if (!(e instanceof CastError)) throw e;
        throw new NetError('System.FormatException', 'Unrecognized Guid format.');
      }
    },
    tryparse: ([s, r]) => {
      try {
        out(r, convert(text(s!), typeRef('guid')));
        return true;
      } catch {
        return false;
      }
    },
    new: ([s]) => convert(text(s!), typeRef('guid')),
  },
};
