/** Get-Help: pages of built-in commands, of the commands that other rooms bring, and of functions and scripts. */
import { existsSync, readFileSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import { type Gen, wait } from '../../engine/flow.ts';
import { decode } from '../../engine/net/bytes.ts';
import { PSObj } from '../../engine/psobject.ts';
import { FunctionValue } from '../../engine/script-block.ts';
import { hasWildcard, wildcard } from '../../engine/wildcard.ts';
import {
  type HelpContext,
  type HelpTexts,
  type HelpView,
  helpPage,
  parameterHelp,
  parameterNames,
} from '../../help/render.ts';
import type { CmdletDef } from '../../parameters.ts';
import type { PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';
import { catalogOf, findCompiled } from '../session/catalog.ts';
import { functionDef, moduleName, syntaxText } from '../session/command-object.ts';
import { type CommentHelp, helpOfFunction, helpOfScript } from './comment-help.ts';
import { SUMMARIES } from './summaries.ts';

const TABLE = `
Name string @0 <.
Path string
Category string[] {Alias,Cmdlet,Provider,General,FAQ,Glossary,HelpFile,ScriptCommand,Function,Filter,ExternalScript,All,DefaultHelp,DscResource,Class,Configuration}
Full switch [AllUsersView]
Detailed switch [DetailedView] !
Examples switch [Examples] !
Parameter string[] [Parameters] !
Online switch [Online] !
ShowWindow switch [ShowWindow] !
Component string[]
Functionality string[]
Role string[]
`;

/** Where a page comes from. */
interface Topic {
  readonly name: string;
  readonly category: 'Alias' | 'Cmdlet' | 'Function' | 'Filter' | 'ExternalScript';
  readonly module: string;
  readonly synopsis: string;
  readonly def: CmdletDef;
  readonly texts: HelpTexts;
  /** Pages of commands of another room are written there. */
  readonly foreign?: true;
}

const columnsOf = (c: Context): number => c.engine.host.columns ?? 80;

function contextOf(c: Context): HelpContext {
  return { width: columnsOf(c) - 1, enumMembers: () => undefined };
}

function commented(
  def: CmdletDef,
  help: CommentHelp | undefined,
): { def: CmdletDef; texts: HelpTexts; synopsis: string } {
  const synopsis = help?.synopsis ?? '';
  const named = Object.fromEntries(
    Object.keys(def.parameters).map((n) => [n, help?.parameters?.[n.toLowerCase()] ?? '']),
  );
  return {
    def: { ...def, summary: synopsis },
    synopsis,
    texts: {
      description: help?.description ?? [],
      parameters: named,
      ...(help?.examples && { examples: help.examples }),
      ...(help?.notes && { notes: help.notes }),
    },
  };
}

function functionTopic(c: Context, fn: FunctionValue): Topic {
  const { def } = functionDef(c, fn);
  return {
    name: fn.name,
    category: fn.isFilter ? 'Filter' : 'Function',
    module: fn.module?.name ?? '',
    ...commented(def, helpOfFunction(fn)),
  };
}

function* topicOf(c: Context, given: string): Gen<Topic | undefined> {
  const name = given.replace(/^[\w.-]+\\(?=[\w-]+$)/, '');
  const alias = c.engine.findAlias(name, c.frame.scope);
  if (alias) return yield* topicOf(c, alias.definition);
  const fn = c.engine.findFunction(name, c.frame.scope);
  if (fn) return functionTopic(c, fn);
  const b = c.engine.builtins.get(name.toLowerCase());
  if (b) {
    const synopsis = SUMMARIES[b.def.name] ?? b.def.summary;
    return {
      name: b.def.name,
      category: 'Cmdlet',
      module: moduleName(b.def),
      synopsis,
      def: { ...b.def, summary: synopsis },
      texts: {},
    };
  }
  const compiled = findCompiled(c.engine, given);
  if (compiled) {
    const def = yield* wait(catalogOf(c.engine).definition(compiled.name));
    if (def)
      return {
        name: def.name,
        category: 'Cmdlet',
        module: compiled.module.name,
        synopsis: def.summary,
        def,
        texts: {},
        foreign: true,
      };
  }
  if (/\.ps1$/i.test(given) && existsSync(c.engine.files.real(given))) {
    const text = decode(readFileSync(c.engine.files.real(given)));
    const path = c.engine.files.full(given);
    const script = new FunctionValue(path, c.engine.scriptBlock(text, path), false);
    return {
      name: path,
      category: 'ExternalScript',
      module: '',
      ...commented(functionDef(c, script).def, helpOfScript(text)),
    };
  }
  return undefined;
}

function viewOf(c: Context): HelpView {
  if (c.flag('Full')) return 'full';
  if (c.flag('Detailed')) return 'detailed';
  return c.flag('Examples') ? 'examples' : 'default';
}

/** The topic as an object that prints as its page. */
function* topicObject(c: Context, topic: Topic): Gen<PSObj> {
  const view = viewOf(c);
  const page = topic.foreign
    ? yield* wait(catalogOf(c.engine).page(topic.def, view, columnsOf(c)))
    : helpPage(topic.def, topic.texts, view, contextOf(c));
  const examples = (topic.texts.examples ?? []).map(
    (e, i) =>
      new PSObj(undefined, {
        title: `-------------------------- EXAMPLE ${i + 1} --------------------------`,
        code: e.code,
        remarks: e.text,
      }),
  );
  const parameters = Object.entries(topic.def.parameters).map(([name, p]) => {
    const facts = Object.values(p.sets ?? { all: {} })[0] ?? {};
    return new PSObj(
      ['MamlCommandHelpInfo#parameter', 'System.Management.Automation.PSCustomObject', 'System.Object'],
      {
        name,
        required: String(facts.mandatory ?? false),
        position: facts.position === undefined ? 'named' : String(facts.position),
        pipelineInput: String(facts.pipeline !== undefined),
        aliases: p.aliases?.join(', ') || 'None',
        type: p.type,
        description: topic.texts.parameters?.[name] ?? '',
      },
    );
  });
  const o = new PSObj(['MamlCommandHelpInfo', 'System.Management.Automation.PSCustomObject', 'System.Object'], {
    Name: topic.name,
    Category: topic.category,
    Synopsis: topic.synopsis,
    Component: null,
    Role: null,
    Functionality: null,
    ModuleName: topic.module,
    details: new PSObj(undefined, { name: topic.name, description: topic.synopsis }),
    description: (topic.texts.description ?? [topic.synopsis]).join('\n\n'),
    syntax: syntaxText(topic.def).trim(),
    parameters: new PSObj(undefined, { parameter: parameters }),
    examples: new PSObj(undefined, { example: examples }),
    alertSet: topic.texts.notes?.join('\n\n') ?? null,
  });
  o.toText = () => page.replace(/\n$/, '');
  return o;
}

function fail(
  c: Context,
  id: string,
  category: 'ResourceUnavailable' | 'InvalidArgument' | 'NotImplemented',
  message: string,
) {
  return c.record(id, category, message, 'Microsoft.PowerShell.Commands.HelpNotFoundException');
}

function* parameterPages(c: Context, topic: Topic): Gen<void> {
  for (const given of c.texts('Parameter')) {
    const pattern = wildcard(given.replace(/^-/, ''));
    const matches = (name: string): boolean => pattern.test(name);
    const text = topic.foreign
      ? yield* wait(catalogOf(c.engine).parameters(topic.def, matches, columnsOf(c)))
      : parameterNames(topic.def)
          .filter(matches)
          .flatMap((name) => ['', ...parameterHelp(topic.def, name, topic.texts, true, contextOf(c))])
          .join('\n');
    if (text === '')
      yield* c.error(fail(c, 'NoParmsFound', 'InvalidArgument', `No parameter matches criteria ${given}.`));
    else yield* c.emit(text);
  }
}

/** Names of everything that has a page and fits a pattern. */
function namesLike(c: Context, pattern: string): string[] {
  const regex = wildcard(pattern);
  const names = new Set<string>();
  for (let s: typeof c.frame.scope | null = c.frame.scope; s; s = s.parent)
    for (const f of s.functions?.values() ?? []) names.add((f as FunctionValue).name);
  for (const b of c.engine.builtins.values()) names.add(b.def.name);
  for (const m of catalogOf(c.engine).modules) for (const n of m.commands) names.add(n);
  return [...names].filter((n) => regex.test(n)).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

/** A line of a list of topics. */
function listed(topic: Topic): PSValue {
  const o = new PSObj(['HelpInfoShort', 'System.Management.Automation.PSCustomObject', 'System.Object'], {
    Name: topic.name,
    Category: topic.category,
    Module: topic.module,
    Synopsis: topic.synopsis,
  });
  o.toText = () => topic.name;
  return o;
}

const ABOUT =
  'Get-Help NAME shows what a command does and takes; -Examples, -Detailed, -Full and -Parameter NAME show other parts of it. Get-Help *-VM lists commands whose names fit, Get-Command too. A function or script has the help that its author wrote in a comment.';

export const GET_HELP = builtin(
  'Get-Help',
  'core',
  TABLE,
  (c) => ({
    *process() {
      if (c.flag('Online') || c.flag('ShowWindow') || c.has('Path')) {
        const what = c.flag('Online') ? 'Online' : c.flag('ShowWindow') ? 'ShowWindow' : 'Path';
        throw c.fail(
          'HelpViewNotSupported',
          'NotImplemented',
          `hyperv has its help in itself: Get-Help has no -${what} here.`,
          'System.NotSupportedException',
        );
      }
      const name = c.text('Name');
      if (name === '') {
        yield* c.emit(ABOUT);
        return;
      }
      if (!hasWildcard(name)) {
        const topic = yield* topicOf(c, name);
        if (topic) {
          if (c.has('Parameter')) yield* parameterPages(c, topic);
          else yield* c.emit(yield* topicObject(c, topic));
          return;
        }
      }
      const names = namesLike(c, hasWildcard(name) ? name : `*${name}*`);
      if (names.length === 0) {
        if (!hasWildcard(name))
          yield* c.error(
            fail(c, 'HelpNotFound', 'ResourceUnavailable', `Get-Help could not find ${name} among its topics.`),
          );
        return;
      }
      const categories = c.texts('Category').map((x) => x.toLowerCase());
      for (const n of names) {
        const topic = yield* topicOf(c, n);
        if (
          topic &&
          (categories.length === 0 || categories.includes('all') || categories.includes(topic.category.toLowerCase()))
        )
          yield* c.emit(names.length === 1 ? yield* topicObject(c, topic) : listed(topic));
      }
    },
  }),
  { defaultSet: 'AllUsersView' },
);
