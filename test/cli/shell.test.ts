/** The interactive shell: the line and its keys, the screen, colours, history, completion; and all of it on a pseudo-terminal. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scriptSession } from '../../src/cli/run-script.ts';
import { ScriptCompleter } from '../../src/cli/shell/complete-script.ts';
import { BINDINGS, emptyLine, type Key, type Line, press, type Wish } from '../../src/cli/shell/editor.ts';
import { highlighted, kindsOf } from '../../src/cli/shell/highlight.ts';
import { entriesIn, History } from '../../src/cli/shell/history.ts';
import { placeAfter, Screen } from '../../src/cli/shell/screen.ts';
import { build, hyperv, root } from '../support/built.ts';

const history = ['Get-VM', 'Stop-VM web1', 'foreach ($i in 1..3) {\n$i\n}'];
const around = { history, incomplete: (text: string) => /[({]$/.test(text) };

/** Keys written as text: plain characters stand for themselves, `<ctrl+a>` for a key. */
function keys(text: string): Key[] {
  return [...text.matchAll(/<([^>]+)>|[^<]/gsu)].map(([all, named]) => {
    if (named === undefined) return { name: all, text: all };
    const parts = named.split('+');
    const name = parts.at(-1)!;
    return { name, ctrl: parts.includes('ctrl'), meta: parts.includes('meta'), shift: parts.includes('shift') };
  });
}

function type(text: string): { line: Line; wish: Wish | undefined } {
  let line = emptyLine(history);
  let last: Wish | undefined;
  for (const key of keys(text)) ({ line, wish: last } = { wish: undefined, ...press(line, key, around) });
  return { line, wish: last };
}

describe('keys', () => {
  const rows: readonly (readonly [typed: string, text: string, wish?: Wish])[] = [
    ['abc<left><left>X', 'aXbc'],
    ['abc<home>X<end>Y', 'XabcY'],
    ['abc<ctrl+a>X<ctrl+e>Y', 'XabcY'],
    ['abc<ctrl+b><ctrl+b><ctrl+f>X', 'abXc'],
    ['ab cd<ctrl+left>X', 'ab Xcd'],
    ['ab cd<meta+b><meta+b><meta+f>X', 'abX cd'],
    ['ab cd<ctrl+a><ctrl+right>X', 'abX cd'],
    ['abc<backspace><ctrl+h>', 'a'],
    ['abc<home><delete><ctrl+d>', 'c'],
    ['a\u{1f600}<backspace>', 'a'],
    ['a\u{1f600}b<left><left>X', 'aX\u{1f600}b'],
    ['ab cd<left><left><ctrl+k>', 'ab '],
    ['ab cd<left><ctrl+u>', 'd'],
    ['ab c-d<ctrl+w>', 'ab '],
    ['ab c-d<meta+backspace>', 'ab c-'],
    ['ab cd<home><meta+d>', ' cd'],
    ['ab cd<ctrl+w>X<ctrl+y>', 'ab Xcd'],
    ['ab<ctrl+t>', 'ba'],
    ['abc<ctrl+w><ctrl+z>', 'abc'],
    ['abc<ctrl+_><ctrl+_>', 'a'],
    ['abc<escape>', ''],
    ['new<up>', history[2]!],
    ['<up><up>', history[2]!],
    ['<ctrl+p><home><up><up><home><up>', 'Stop-VM web1'],
    ['new<ctrl+p><ctrl+n>', 'new'],
    ['<ctrl+r>stop', 'Stop-VM web1'],
    ['<ctrl+r>vm', 'Stop-VM web1'],
    ['<ctrl+r>vm<ctrl+r>', 'Get-VM'],
    ['<ctrl+r>vmx<backspace><ctrl+r>', 'Get-VM'],
    ['old<ctrl+r>get<escape>', 'old'],
    ['<ctrl+r>get<end> x', 'Get-VM x'],
    ['<ctrl+r>get<return>', 'Get-VM', 'accept'],
    ['if (<return>1', 'if (\n1'],
    ['1<return>', '1', 'accept'],
    ['1<shift+return>2', '1\n2'],
    ['<paste-start>a<return>b<tab><paste-end>', 'a\nb\t'],
    ['x<ctrl+c>', 'x', 'give up'],
    ['<ctrl+d>', '', 'end'],
    ['x<tab>', 'x', 'complete'],
    ['x<shift+tab>', 'x', 'complete back'],
    ['x<ctrl+space>', 'x', 'list'],
    ['<ctrl+l>', '', 'clear'],
  ];
  test.each(rows.map(([typed, text, wish]) => [typed, text, wish] as const))('%s', (typed, text, wish) => {
    const result = type(typed);
    expect([result.line.text, result.wish]).toEqual([text, wish]);
  });

  test('no key moves the cursor out of the text', () => {
    const names = [...Object.keys(BINDINGS).map((name) => `<${name}>`), 'a', ' ', '(', '\u{1f600}'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 40 }), (typed) => {
        const { line } = type(typed.join(''));
        expect(line.cursor).toBeGreaterThanOrEqual(0);
        expect(line.cursor).toBeLessThanOrEqual(line.text.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('screen', () => {
  test.each([
    ['', 0, 0],
    ['abc', 0, 3],
    ['abcdefghij', 1, 0],
    ['ab\ncd', 1, 2],
    ['abcdefghi日', 1, 2],
    ['日本', 0, 4],
  ] as const)('%j ends there', (text, row, column) => {
    expect(placeAfter(text, 10)).toEqual({ row, column });
  });

  test('draws over what it drew', () => {
    let out = '';
    const screen = new Screen(
      (text) => {
        out += text;
      },
      () => 20,
    );
    const picture = { prompt: 'PS> ', text: 'a\nb', colored: 'a\nb', cursor: 3, below: '' };
    screen.draw(picture);
    expect(out).toBe('\r\x1b[JPS> a\r\n>> b\r\x1b[4C');
    out = '';
    screen.draw({ ...picture, cursor: 1, below: 'x' });
    expect(out).toBe('\x1b[1A\r\x1b[JPS> a\r\n>> b\r\nx\r\x1b[2A\x1b[5C');
  });
});

describe('colours', () => {
  test('the text stays as it is', () => {
    const pieces = [
      'Get-VM ',
      '-Name ',
      "'a b' ",
      '$x ',
      '"$y" ',
      '| ',
      '# c\n',
      'if ',
      '(',
      ')',
      '{',
      '}',
      '1',
      '-eq ',
      '[int]',
      '@',
      '`',
      "'",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 15 }), (parts) => {
        const text = parts.join('');
        expect(stripVTControlCharacters(highlighted(text))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test('kinds', () => {
    const text = "if ($a -eq 'x') { Get-VM -Name web1 } # done";
    const kinds = kindsOf(text);
    const at = (part: string) => kinds[text.indexOf(part)];
    expect(['if', '$a', '-eq', "'x'", 'Get-VM', '-Name', 'web1', '# d'].map(at)).toEqual([
      'keyword',
      'variable',
      'operator',
      'string',
      'command',
      'parameter',
      undefined,
      'comment',
    ]);
  });
});

test('a history is read as it was written, secrets are not written', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'hv')), 'sub', 'history.txt');
  const kept = new History(file);
  for (const entry of ['a', 'if (1) {\n2\n}', 'a', 'a', "$password = 'x'"]) kept.add(entry);
  expect(entriesIn(readFileSync(file, 'utf8'))).toEqual(['a', 'if (1) {\n2\n}', 'a']);
  expect(new History(file).entries).toEqual(['a', 'if (1) {\n2\n}', 'a']);
});

describe('completion', () => {
  let completer: ScriptCompleter;
  beforeAll(async () => {
    const location = mkdtempSync(join(tmpdir(), 'hv'));
    const session = scriptSession({
      terminal: { out: () => undefined, err: () => undefined, hints: false, color: false },
      world: async () => {
        throw new Error('completion opens no world');
      },
      location,
      environment: { HYPERV_LAB: '/nowhere' },
    });
    await session.runCommand(
      "$text = 'x'; $object = [pscustomobject]@{ Alpha = 1; Beta = 'y' }; function Get-Mine($First, $Second) {}; Set-Content ./one.txt 1; Set-Content './two words.txt' 1",
    );
    completer = new ScriptCompleter(session, async () => ['web1', 'web 2', 'db1']);
  });

  const rows: readonly (readonly [typed: string, first: string, whole?: string])[] = [
    ['Get-VMMem', 'Get-VMMemory'],
    ['Hyper-V\\Get-VMMem', 'Hyper-V\\Get-VMMemory'],
    ['Where-O', 'Where-Object'],
    ['Get-Mi', 'Get-Mine'],
    ['Get-VM | Select-O', 'Select-Object'],
    ['$x = Get-VMMem', 'Get-VMMemory'],
    ['if (Get-VMMem', 'Get-VMMemory'],
    ['Get-VM -Na', '-Name'],
    ['Get-VM -ComputerName x -Na', '-Name'],
    ['gci -Rec', '-Recurse'],
    ['Get-Mine -S', '-Second'],
    ['Get-VM w', 'web1'],
    ["Get-VM -Name 'web ", "'web 2'"],
    ['Get-VM -Name web1', 'web1'],
    ['Get-VM -Name db1,w', 'web1'],
    ['Stop-VM -Name:d', 'db1'],
    ['Get-VM | Set-VM -AutomaticStopAction S', 'Save'],
    ['$te', '$text'],
    ['$env:HYP', '$env:HYPERV_LAB'],
    ['$object.B', 'Beta'],
    ['$object.Beta.Sub', 'Substring('],
    ['$text.Len', 'Length'],
    ['[math]::Ro', 'Round'],
    ['[datet', 'datetime'],
    ['[Microsoft.HyperV.PowerShell.VMState]::Ru', 'Running'],
    ['Get-Content ./on', './one.txt'],
    ['./tw', "'./two words.txt'"],
  ];
  test.each(rows)('%s', async (typed, first) => {
    const { candidates } = await completer.complete(typed, typed.length);
    expect(candidates[0]).toBe(first);
  });
});

/** Types on a pseudo-terminal: each text is sent when what stands before it was seen. */
function converse(
  steps: readonly (readonly [seen: string, send: string])[],
): Promise<{ out: string; code: number | null }> {
  const lab = mkdtempSync(join(tmpdir(), 'hv'));
  hyperv(['lab', 'new', join(lab, 'lab')], { HYPERV_LAB: join(lab, 'lab'), HOME: lab });
  const child = spawn('script', ['-qefc', `exec ${process.execPath} bin/run.js shell`, '/dev/null'], {
    cwd: root,
    env: { PATH: process.env['PATH'], TERM: 'xterm', HYPERV_LAB: join(lab, 'lab'), XDG_DATA_HOME: lab, HOME: lab },
  });
  return new Promise((resolve) => {
    let out = '';
    let from = 0;
    let next = 0;
    child.stdout.on('data', (data: Buffer) => {
      out += stripVTControlCharacters(data.toString('utf8'));
      while (next < steps.length) {
        const at = out.indexOf(steps[next]![0], from);
        if (at < 0) return;
        from = at + steps[next]![0].length;
        child.stdin.write(steps[next++]![1]);
      }
    });
    child.on('close', (code) => resolve({ out, code }));
  });
}

const pseudoTerminal = process.platform === 'linux' && existsSync('/usr/bin/script') ? test : test.skip;

pseudoTerminal(
  'a session on a pseudo-terminal',
  async () => {
    build();
    const { out, code } = await converse([
      ['> ', '1 + 41\r'],
      ['42', ''],
      ['> ', 'nosuchcommand\r'],
      ['executable program', ''],
      ['> ', 'if ($true) {\r'],
      ['>> ', "'in' + 'side' }\r"],
      ['inside\r\n', ''],
      ['> ', "Write-Outp\t ('ta' + 'b')\r"],
      ['tab\r\n', ''],
      ['> ', 'exit 3\r'],
    ]);
    expect(out).toContain('Write-Output');
    expect(code).toBe(3);
  },
  60_000,
);
