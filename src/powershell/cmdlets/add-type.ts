/** Add-Type: assemblies of .NET that are there anyway, and enumerations written in C#. */
import type { Context } from '../engine/builtin.ts';
import type { Gen } from '../engine/flow.ts';
import { builtin } from './declare.ts';

const TABLE = `
TypeDefinition string [FromSource] @0 !
Name string [FromMember] @0 !
MemberDefinition string[] [FromMember] @1 !
Namespace|NS string null empty [FromMember]
UsingNamespace|Using string[] [FromMember]
Path string[] [FromPath] @0 !
LiteralPath|PSPath|LP string[] [FromLiteralPath] !
AssemblyName|AN string[] [FromAssemblyName] !
Language string {CSharp} [FromSource,FromMember]
ReferencedAssemblies|RA string[] [FromSource,FromMember]
OutputAssembly|OA string [FromSource,FromMember]
OutputType|OT string [FromSource,FromMember]
PassThru switch
IgnoreWarnings switch
CompilerOptions string[] [FromSource,FromMember]
`;

interface Enumeration {
  readonly name: string;
  readonly text: string;
}

/** C# without its comments. */
const uncommented = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');

/** Enumerations in C# as the language writes them; null where there is anything else. */
function enumerations(source: string): Enumeration[] | null {
  let rest = uncommented(source).replace(/^\s*using\s+[\w.]+\s*;/gm, '');
  const namespace = /^\s*namespace\s+([\w.]+)\s*\{([\s\S]*)\}\s*$/.exec(rest);
  if (namespace) rest = namespace[2]!;
  const found: Enumeration[] = [];
  const one =
    /^\s*(\[\s*(?:System\.)?Flags(?:\(\))?\s*\]\s*)?(?:public|internal)?\s*enum\s+(\w+)\s*(?::\s*(\w+)\s*)?\{([^{}]*)\}\s*;?/;
  for (;;) {
    const m = one.exec(rest);
    if (!m) break;
    const [, flags, name, type, body] = m as unknown as [string, string?, string?, string?, string?];
    const members = body!
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
      .map((part) => part.replace(/\s*=\s*/, ' = '));
    found.push({
      name: name!,
      text: `${flags ? '[Flags()] ' : ''}enum ${name}${type ? ` : ${type}` : ''} {\n${members.join('\n')}\n}`,
    });
    rest = rest.slice(m[0].length);
  }
  return rest.trim() === '' && found.length > 0 ? found : null;
}

/** Assemblies that come with .NET or PowerShell: what of their types there is, is there without them. */
const KNOWN =
  /^(?:System(?:\.[\w.]+)?|Microsoft\.(?:PowerShell|VisualBasic|CSharp|HyperV|Management)[\w.]*|mscorlib|netstandard|WindowsBase|PresentationCore|PresentationFramework)(?:,.*)?$/i;

function* addAssemblies(c: Context): Gen<void> {
  for (const name of c.texts('AssemblyName')) {
    if (KNOWN.test(name)) continue;
    throw c.fail(
      'System.Exception',
      'NotSpecified',
      `Cannot find the path or load an assembly for the name '${name}': hyperv has the types of .NET that scripts use, and loads no assemblies.`,
      'System.Exception',
      { target: name },
    );
  }
}

function refused(c: Context, what: string) {
  return c.fail(
    'AddTypeNotSupported',
    'NotImplemented',
    `hyperv does not compile C#: Add-Type takes enumerations and names of .NET's assemblies, not ${what}.`,
    'System.NotSupportedException',
  );
}

export const ADD_TYPE = builtin(
  'Add-Type',
  'utility',
  TABLE,
  (c) => ({
    *process() {
      if (c.has('AssemblyName')) {
        yield* addAssemblies(c);
        return;
      }
      if (c.has('Path') || c.has('LiteralPath')) throw refused(c, 'files');
      if (c.has('MemberDefinition')) throw refused(c, 'members');
      const found = enumerations(c.text('TypeDefinition'));
      if (!found) throw refused(c, 'classes');
      for (const e of found) {
        const block = c.engine.scriptBlock(e.text);
        c.engine.prepareTypes(block, c.frame);
        const type = c.engine.findType(e.name, c.frame);
        if (type && c.flag('PassThru')) yield* c.emit(type);
      }
    },
  }),
  { defaultSet: 'FromSource' },
);
