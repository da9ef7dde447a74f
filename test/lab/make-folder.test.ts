/** Folders above folders, and those that cannot be. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { makeFolders } from '../../src/lab/make-folder.ts';

test('makes all that is missing, and is content with what is there', () => {
  const top = mkdtempSync(join(tmpdir(), 'folders-'));
  try {
    makeFolders(join(top, 'a', 'b c', 'ä'));
    makeFolders(join(top, 'a', 'b c', 'ä'));
    expect(existsSync(join(top, 'a', 'b c', 'ä'))).toBe(true);
    writeFileSync(join(top, 'file'), '');
    expect(() => makeFolders(join(top, 'file'))).toThrow('EEXIST');
    expect(() => makeFolders(join(top, 'file', 'below'))).toThrow('ENOTDIR');
  } finally {
    rmSync(top, { recursive: true });
  }
});

const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux('fails where a system makes no folders', () => {
  expect(() => makeFolders('/proc/nothing/here')).toThrow();
});
