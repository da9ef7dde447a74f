/** Get-ChildItem. */
import { lstatSync, statSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import type { Gen } from '../../engine/flow.ts';
import { hasWildcard, wildcard } from '../../engine/wildcard.ts';
import { builtin } from '../declare.ts';
import { attributesOf, type Condition, DIRECTORY, HIDDEN, READ_ONLY, readCondition } from './file-attributes.ts';
import { fileObject } from './file-object.ts';
import { reported } from './io-errors.ts';
import { baseName, givenPaths, isFolder, isWanted, joined, namesIn, parentOf, resolve, type Target } from './paths.ts';

const TABLE = `
Path string[] [Items] @0 <*
LiteralPath|PSPath|LP string[] [LiteralItems] ! <.
Filter string @1
Include string[]
Exclude string[]
Recurse|s switch
Depth int 0..2147483647
Force switch
Name switch
Attributes string[]
FollowSymlink switch
Directory|ad|d switch
File|af switch
Hidden|ah|h switch
ReadOnly|ar switch
System|as switch
`;

/** Which items are shown, from the switches and -Attributes. */
function conditionOf(c: Context): Condition {
  const asked: Condition[] = [];
  const has = (bit: number) => (bits: number) => (bits & bit) !== 0;
  let takesHidden = c.flag('Force') || c.flag('Hidden') || c.flag('System');
  if (c.has('Attributes')) {
    const text = c.texts('Attributes').join(',');
    const condition = readCondition(text);
    if (typeof condition !== 'function') {
      throw c.fail(
        'CannotConvertArgumentNoMessage',
        'InvalidArgument',
        `Cannot bind parameter 'Attributes'. Cannot convert value "${text}" to type "System.Management.Automation.FlagsExpression\`1[System.IO.FileAttributes]". Error: "Unable to match the identifier name ${condition.unknown} to a valid enumerator name. Specify one of the following enumerator names and try again: None, ReadOnly, Hidden, System, Directory, Archive, Device, Normal, Temporary, SparseFile, ReparsePoint, Compressed, Offline, NotContentIndexed, Encrypted, IntegrityStream, NoScrubData"`,
        'System.Management.Automation.ParameterBindingException',
      );
    }
    asked.push(condition);
    if (/hidden|\bh\b/i.test(text)) takesHidden = true;
  }
  if (c.flag('Directory')) asked.push(has(DIRECTORY));
  if (c.flag('File')) asked.push((bits) => (bits & DIRECTORY) === 0);
  if (c.flag('Hidden')) asked.push(has(HIDDEN));
  if (c.flag('ReadOnly')) asked.push(has(READ_ONLY));
  if (c.flag('System')) asked.push(has(4));
  return (bits) => (takesHidden || (bits & HIDDEN) === 0) && asked.every((a) => a(bits));
}

/** One command's way through the folders. */
class Walk {
  private readonly c: Context;
  private readonly shows: Condition;
  private readonly depth: number;
  private readonly recurse: boolean;
  /** Names that the last part of the path stands for, where it is looked for below. */
  private readonly pattern: RegExp | null;
  constructor(c: Context, pattern: RegExp | null) {
    this.c = c;
    this.shows = conditionOf(c);
    this.depth = c.has('Depth') ? c.number('Depth') : Number.POSITIVE_INFINITY;
    this.recurse = c.flag('Recurse') || c.has('Depth');
    this.pattern = pattern;
  }

  private bits(path: string): number {
    const real = this.c.engine.files.real(path);
    const link = lstatSync(real, { throwIfNoEntry: false });
    if (!link) return 0;
    const stat = statSync(real, { throwIfNoEntry: false }) ?? link;
    return attributesOf(baseName(path), stat, link.isSymbolicLink(), this.c.engine.surroundings.windows);
  }

  private isWanted(name: string): boolean {
    return isWanted(this.c, name) && (this.pattern === null || this.pattern.test(name));
  }

  *show(path: string, root: string): Gen<void> {
    const { c } = this;
    if (!this.shows(this.bits(path))) return;
    yield* c.emit(c.flag('Name') ? path.slice(root.length).replace(/^[\\/]+/, '') : fileObject(c, path));
  }

  *below(folder: string, root: string, level = 0): Gen<void> {
    let names: string[];
    try {
      names = namesIn(this.c, folder);
    } catch (fault) {
      yield* this.c.error(reported(this.c, fault, folder, 'Dir'));
      return;
    }
    // With -Include or -Exclude a folder's content comes before what follows it, without them after all of its neighbours.
    const atOnce = this.recurse && (this.c.has('Include') || this.c.has('Exclude') || this.pattern !== null);
    const folders: string[] = [];
    const files: string[] = [];
    for (const name of names) (isFolder(this.c, joined(folder, name)) ? folders : files).push(name);
    const later: string[] = [];
    for (const name of [...folders, ...files]) {
      const path = joined(folder, name);
      if (this.isWanted(name)) yield* this.show(path, root);
      if (!this.recurse || level >= this.depth || !folders.includes(name)) continue;
      const bits = this.bits(path);
      if ((bits & HIDDEN) !== 0 && !this.shows(bits) && !this.c.flag('Force')) continue;
      if ((bits & 1024) !== 0 && !this.c.flag('FollowSymlink')) continue;
      if (atOnce) yield* this.below(path, root, level + 1);
      else later.push(path);
    }
    for (const path of later) yield* this.below(path, root, level + 1);
  }

  *start(path: string, given: string): Gen<void> {
    const listed = isFolder(this.c, path) && (this.recurse || !hasWildcard(given));
    if (!listed) {
      if (isWanted(this.c, baseName(path))) yield* this.show(path, parentOf(path));
      return;
    }
    // A folder that -Include does not name shows nothing of what is in it.
    if (!this.recurse && this.c.has('Include') && !isWanted(this.c, baseName(path))) return;
    yield* this.below(path, path);
  }
}

function* driveItems(c: Context, t: Extract<Target, { name: string }>): Gen<void> {
  const names = t.name === '' || t.name === '.' ? t.drive.names(c) : [t.name];
  for (const name of names) {
    if (!isWanted(c, name)) continue;
    const item = t.drive.item(c, name);
    if (item) yield* c.emit(c.flag('Name') ? name : item);
  }
}

export const GET_CHILD_ITEM = builtin(
  'Get-ChildItem',
  'management',
  TABLE,
  (c) => ({
    *process() {
      const recurse = c.flag('Recurse') || c.has('Depth');
      for (const [given, literal] of givenPaths(c, '.')) {
        // `dir *.txt -Recurse` looks for the last part in all folders below.
        const last = baseName(given);
        const sought = recurse && !literal && hasWildcard(last) && last !== '*' && !/^\w{2,}:/.test(given);
        const start = sought ? parentOf(given) || '.' : given;
        const walk = new Walk(c, sought ? wildcard(last) : null);
        for (const t of yield* resolve(c, start, literal)) {
          if (t.drive) yield* driveItems(c, t);
          else yield* walk.start(t.path, start);
        }
      }
    },
  }),
  { defaultSet: 'Items' },
);
