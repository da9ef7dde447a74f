/** System.IO.File and System.IO.Directory. */

import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import type { PSValue } from '../../values.ts';
import { enumerable } from '../collections.ts';
import { toText } from '../convert.ts';
import { NetError } from '../errors.ts';
import { strings, text, VOID } from '../method-tools.ts';
import { byteArray, bytesOf, decode } from './bytes.ts';
import type { StaticType, Surroundings } from './static-type.ts';

function missing(path: string): NetError {
  return new NetError('System.IO.FileNotFoundException', `Could not find file '${path}'.`);
}

function readText(env: Surroundings, p: PSValue): string {
  const path = env.path(text(p));
  if (!existsSync(path)) throw missing(text(p));
  return decode(readFileSync(path));
}

const lines = (s: string): string[] => {
  const parts = s.split(/\r\n|\n|\r/);
  if (parts[parts.length - 1] === '') parts.pop();
  return parts;
};

export const FILE: StaticType = {
  methods: {
    exists: ([p], env) => {
      if (p === null || text(p!) === '') return false;
      const path = env.path(text(p!));
      return existsSync(path) && statSync(path).isFile();
    },
    readalltext: ([p], env) => readText(env, p!),
    readalllines: ([p], env) => strings(lines(readText(env, p!))),
    readlines: ([p], env) => strings(lines(readText(env, p!))),
    readallbytes: ([p], env) => byteArray(readFileSync(env.path(text(p!)))),
    writealltext: ([p, s], env) => {
      writeFileSync(env.path(text(p!)), toText(s!));
      return VOID;
    },
    writealllines: ([p, s], env) => {
      writeFileSync(env.path(text(p!)), (enumerable(s!) ?? [s!]).map((l) => `${toText(l)}\n`).join(''));
      return VOID;
    },
    writeallbytes: ([p, b], env) => {
      writeFileSync(env.path(text(p!)), bytesOf(b!));
      return VOID;
    },
    appendalltext: ([p, s], env) => {
      appendFileSync(env.path(text(p!)), toText(s!));
      return VOID;
    },
    appendalllines: ([p, s], env) => {
      appendFileSync(env.path(text(p!)), (enumerable(s!) ?? [s!]).map((l) => `${toText(l)}\n`).join(''));
      return VOID;
    },
    delete: ([p], env) => {
      const path = env.path(text(p!));
      if (existsSync(path)) unlinkSync(path);
      return VOID;
    },
    copy: ([a, b, over], env) => {
      const to = env.path(text(b!));
      if (existsSync(to) && over !== true)
        throw new NetError('System.IO.IOException', `The file '${text(b!)}' already exists.`);
      copyFileSync(env.path(text(a!)), to);
      return VOID;
    },
    move: ([a, b], env) => {
      renameSync(env.path(text(a!)), env.path(text(b!)));
      return VOID;
    },
  },
};

export const DIRECTORY: StaticType = {
  methods: {
    exists: ([p], env) => {
      if (p === null || text(p!) === '') return false;
      const path = env.path(text(p!));
      return existsSync(path) && statSync(path).isDirectory();
    },
    createdirectory: ([p], env) => {
      mkdirSync(env.path(text(p!)), { recursive: true });
      return VOID;
    },
    delete: ([p, recurse], env) => {
      rmSync(env.path(text(p!)), { recursive: recurse === true, force: false });
      return VOID;
    },
    getfiles: ([p], env) => strings(listing(env, text(p!), false)),
    getdirectories: ([p], env) => strings(listing(env, text(p!), true)),
    getcurrentdirectory: (_, env) => env.location(),
  },
};

function listing(env: Surroundings, p: string, directories: boolean): string[] {
  return readdirSync(env.path(p), { withFileTypes: true })
    .filter((e) => e.isDirectory() === directories)
    .map((e) => (/[\\/]$/.test(p) ? p + e.name : p + env.separator + e.name));
}
