import { expect, test } from '@jest/globals';
import { ROOM_MODULES } from '../../src/cli/room-modules.ts';

const nowhere = () => {
  throw new Error('no world');
};

test.each(ROOM_MODULES.map((m) => [m.name, m] as const))(
  '%s: the names are those of its commands',
  async (_, module) => {
    const all = (await module.load(nowhere)).map((b) => b.def.name);
    const own = new Set(ROOM_MODULES.filter((m) => m.load === module.load).flatMap((m) => m.commands));
    expect(module.commands.filter((name) => !all.includes(name))).toEqual([]);
    expect(all.filter((name) => !own.has(name) && name !== 'Get-WmiObject')).toEqual([]);
  },
);

test('the declarations of all commands can be read', async () => {
  for (const { commands, load } of ROOM_MODULES)
    for (const { def } of await load(nowhere)) {
      if (!commands.includes(def.name)) continue;
      expect(Object.keys(def.parameters).length).toBeGreaterThan(0);
    }
});
