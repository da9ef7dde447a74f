import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { labFiles, PathError } from '../../src/lab/files.ts';

const lab = mkdtempSync(join(tmpdir(), 'hyperv-files-'));
afterAll(() => rmSync(lab, { recursive: true, force: true }));
const files = labFiles(lab, '/work');

describe('where a path leads', () => {
  test.each([
    ['C:\\VMs\\web1.vhdx', 'C:\\VMs\\web1.vhdx', 'drives/C/VMs/web1.vhdx'],
    ['c:/VMs/web1.vhdx', 'c:\\VMs\\web1.vhdx', 'drives/C/VMs/web1.vhdx'],
    ['D:\\a\\..\\..\\..\\etc\\x', 'D:\\etc\\x', 'drives/D/etc/x'],
    ['\\\\Server\\Share\\dir\\x', '\\\\Server\\Share\\dir\\x', 'unc/server/share/dir/x'],
    ['C:\\trailing. . \\x', 'C:\\trailing. . \\x', 'drives/C/trailing/x'],
  ])('%s', (path, shown, real) => {
    expect(files.locate(path)).toEqual({ shown, real: join(lab, real) });
  });

  test('POSIX paths are the machine’s own; relative ones start at the working directory', () => {
    expect(files.locate('/tmp/a/../b.vhdx')).toEqual({ shown: '/tmp/b.vhdx', real: '/tmp/b.vhdx' });
    expect(files.locate('x.vhdx')).toEqual({ shown: '/work/x.vhdx', real: '/work/x.vhdx' });
  });

  test('letter case does not matter on a drive', () => {
    mkdirSync(join(lab, 'drives/C/Images'), { recursive: true });
    writeFileSync(join(lab, 'drives/C/Images/Disk.VHDX'), '');
    expect(files.locate('c:\\IMAGES\\disk.vhdx').real).toBe(join(lab, 'drives/C/Images/Disk.VHDX'));
  });

  test.each([
    ['', 'empty'],
    ['C:\\x\0y', 'nul'],
    ['C:\\nul', 'deviceName'],
    ['C:\\a\\COM1.txt', 'deviceName'],
    ['C:\\a?b', 'badCharacter'],
    ['C:\\a:b', 'badCharacter'],
  ])('%j is refused: %s', (path, fault) => {
    expect(() => files.locate(path)).toThrow(PathError);
    try {
      files.locate(path);
    } catch (error) {
      expect((error as PathError).fault).toBe(fault);
    }
  });

  test('a lab without a directory has no drives', () => {
    expect(() => labFiles(null, '/').locate('C:\\x')).toThrow(expect.objectContaining({ fault: 'noDirectory' }));
  });

  test('no Windows path leaves the lab', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', 'a', '...', '.. ', '/', '\\'), fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(
        fc.constantFrom('C:', 'c:\\', '\\\\s\\s\\', 'Z:/'),
        fc.array(part, { maxLength: 8 }),
        (root, parts) => {
          let real: string;
          try {
            real = files.locate(root + parts.join('\\')).real;
          } catch (error) {
            return error instanceof PathError;
          }
          return real.startsWith(`${lab}/drives/`) || real.startsWith(`${lab}/unc/`);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
