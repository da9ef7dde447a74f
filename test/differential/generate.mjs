/** Cases of a differential run: expressions, statements, functions, classes, pipelines and command lines from a seed. */
import { Choices } from './random.mjs';
import {
  anyMethods,
  binary,
  formats,
  numbers,
  others,
  statics,
  stringMethods,
  strings,
  types,
  unary,
} from './values.mjs';

/** Makes one case of text. */
export class Generator {
  constructor(seed) {
    this.c = new Choices(seed);
    this.names = ['a', 'b', 'x', 'n'];
    this.loops = 0;
  }

  case() {
    const kinds = [
      'expression',
      'expression',
      'expression',
      'statement',
      'statement',
      'fn',
      'fn',
      'pipe',
      'pipe',
      'cls',
      'words',
      'errors',
      'scope',
      'text',
    ];
    return this[this.c.pick(kinds)]();
  }

  value() {
    const { c } = this;
    return c.pick(c.pick([numbers, numbers, strings, strings, others]));
  }

  /** An operand; nested to a depth. */
  operand(depth) {
    const { c } = this;
    if (depth <= 0) return this.value();
    switch (c.below(13)) {
      case 0:
        return `(${this.expr(depth - 1)})`;
      case 1:
        return `${c.pick(strings)}.${c.pick(stringMethods)}`;
      case 2:
        return `(${this.value()}).${c.pick(anyMethods)}`;
      case 3:
        return `[${c.pick(types)}]${this.paren(depth - 1)}`;
      case 4:
        return c.pick(statics);
      case 5:
        return `(${this.value()})[${c.pick(['0', '-1', '1', '5', '0,1', '1..2', "'a'", '"x"', '-2..-1', '$null'])}]`;
      case 6:
        return `${c.pick(unary)}${this.paren(depth - 1)}`;
      case 7:
        return `$(${this.expr(depth - 1)})`;
      case 8:
        return `@(${c.some(0, 3, () => this.expr(depth - 2)).join(c.pick([',', ';']))})`;
      case 9:
        return `"${this.inner(depth - 1)}"`;
      case 10:
        return `@{${c.some(0, 3, (i) => `${c.pick(['a', 'b', "'k k'", '1', 'c'])}${i}=${this.expr(depth - 2)}`).join(';')}}`;
      case 11:
        return `(${this.expr(depth - 1)} ? ${this.value()} : ${this.value()})`;
      default:
        return this.value();
    }
  }

  paren(depth) {
    return `(${this.expr(depth)})`;
  }

  inner(depth) {
    const { c } = this;
    return c
      .some(1, 3, () =>
        c.pick([
          'a',
          ' ',
          '$(1+1)',
          '$x',
          '${x}',
          '$($x)',
          '`n',
          '$x.y',
          '$($a[0])',
          '""',
          `$(${this.expr(depth - 1)})`,
          'b:',
          '$true',
          '$null',
        ]),
      )
      .join('');
  }

  expr(depth = 2) {
    const { c } = this;
    if (depth <= 0) return this.operand(0);
    if (c.chance(35)) return this.operand(depth);
    const op = c.pick(binary);
    if (op === '-f') return `'${c.pick(formats)}' -f ${this.operand(depth - 1)}`;
    if (op === '-is' || op === '-isnot' || op === '-as') return `${this.operand(depth - 1)} ${op} [${c.pick(types)}]`;
    if (op === '..') return `${c.below(6)}..${c.below(6)}`;
    if (op === '*') return `${this.operand(depth - 1)} * ${c.pick(['2', '3', '0', '1.5', '-1', "'2'", '1d'])}`;
    if (op === '-shl' || op === '-shr') return `${c.pick(numbers)} ${op} ${c.below(9)}`;
    if (/split|match|replace/.test(op))
      return `${this.operand(depth - 1)} ${op} ${c.pick(["'a'", "'b'", "','", "' '", "'\\d'", "'[ab]'", "'(.)b'", "'x*'", "'(?<n>b)','[$1]'", "'^a','${n}'", "'b',2", '$null', "'B'"])}`;
    return `${this.operand(depth - 1)} ${op} ${this.operand(depth - 1)}`;
  }

  expression() {
    return this.c.chance(25) ? `$x = ${this.value()}; ${this.expr(2)}` : this.expr(2 + this.c.below(2));
  }

  /** Text in strings and here-strings. */
  text() {
    const { c } = this;
    const setup = `$x = ${this.value()}; $a = ${this.value()}; `;
    if (c.chance(20)) return `${setup}@"\n${this.inner(1)}\n"@`;
    return `${setup}"${this.inner(2)}" ${c.pick(['', '', ' + 1', ' -replace "a","b"', '.Length', ' -split " "'])}`;
  }

  variable() {
    return `$${this.c.pick(this.names)}`;
  }

  simple() {
    const { c } = this;
    switch (c.below(9)) {
      case 0:
        return `${this.variable()} = ${this.expr(1)}`;
      case 1:
        return `${this.variable()} ${c.pick(['+=', '-=', '*=', '/=', '%=', '??='])} ${this.operand(1)}`;
      case 2:
        return `${this.variable()}${c.pick(['++', '--'])}`;
      case 3:
        return this.variable();
      case 4:
        return `"${this.c.pick(['x', 'v'])}=$${this.c.pick(this.names)}"`;
      case 5:
        return `$a, $b = ${this.expr(1)}`;
      case 6:
        return `${this.variable()} = ${this.control(1)}`;
      case 7:
        return `[${c.pick(types)}]$t = ${this.value()}; $t`;
      default:
        return this.expr(1);
    }
  }

  body(depth) {
    return this.c
      .some(1, 2, () => (depth > 0 && this.c.chance(30) ? this.control(depth - 1) : this.simple()))
      .join('; ');
  }

  control(depth) {
    const { c } = this;
    // Every loop counts by a variable of its own.
    const k = `$k${this.loops++}`;
    switch (c.below(9)) {
      case 0:
        return `if (${this.expr(1)}) { ${this.body(depth)} } elseif (${this.expr(1)}) { ${this.body(depth)} } else { ${this.body(depth)} }`;
      case 1:
        return `foreach ($i in ${this.expr(1)}) { ${c.pick(['', 'if ($i -eq 2) { continue }; ', 'if ($i -gt 2) { break }; '])}${c.pick(['$i', '"<$i>"', '$x += $i'])} }`;
      case 2:
        return `for (${k} = 0; ${k} -lt ${1 + c.below(4)}; ${k}++) { ${c.pick([k, `$x += ${k}`, this.simple()])} }`;
      case 3:
        return `${k} = 0; while (${k}++ -lt 3) { ${c.pick([k, `if (${k} -eq 2) { continue }; "k${k}"`, this.simple()])} }`;
      case 4:
        return `${k} = 3; do { ${k} } ${c.pick([`while (--${k} -gt 0)`, `until (--${k} -le 0)`])}`;
      case 5:
        return `switch ${c.pick(['', '', '-regex ', '-wildcard ', '-exact ', '-casesensitive '])}(${this.expr(1)}) { ${c
          .some(
            1,
            3,
            () =>
              `${c.pick(['1', "'a'", "'abc'", '{ $_ -gt 1 }', "'a*'", "'^a'", '$null', "'A'", '2.5'])} { ${c.pick(['"hit $_"', '$_; break', this.simple(), 'continue'])} }`,
          )
          .join(' ')} default { "def $_" } }`;
      case 6:
        return `try { ${this.body(0)}; ${c.pick(['throw "t"', '1/0', '[int]"x"', '$null.Foo()', 'throw [System.ArgumentException]::new("arg")', 'nosuch', '"ok"', '$a.b.c', '[nosuch]::x'])} } catch ${c.pick(['', '', '[System.DivideByZeroException] ', '[System.ArgumentException] ', '[System.Management.Automation.RuntimeException] '])}{ "caught " + $_.FullyQualifiedErrorId + " " + $_.Exception.GetType().Name }${c.chance(40) ? ' finally { "fin" }' : ''}`;
      case 7:
        return `:outer foreach ($p in 1..3) { foreach ($q in 1..3) { if ($q -eq 2) { ${c.pick(['continue outer', 'break outer', 'break'])} }; "$p$q" } }`;
      default:
        return `$h = ${c.pick(['@{}', '[ordered]@{}', '@{a=1;b=2}'])}; $h${c.pick(['.a', "['a']", "['z']", '[1]'])} = ${this.value()}; $h.Count; $h.a; $h['z']`;
    }
  }

  statement() {
    return `$a = ${this.value()}; $b = ${this.value()}; $x = ${this.value()}; $n = 3; ${this.control(1)}; ${this.simple()}`;
  }

  /** A function and its calls. */
  fn() {
    const { c } = this;
    const type = () =>
      c.pick([
        '',
        '',
        '[int]',
        '[string]',
        '[switch]',
        '[string[]]',
        '[double]',
        '[bool]',
        '[hashtable]',
        '[ValidateSet("a","b")]',
        '[ValidateRange(1,5)][int]',
        '[ValidateNotNullOrEmpty()]',
        '[AllowNull()]',
        '[Parameter(Mandatory)]',
        '[Alias("al")]',
        '[ValidatePattern("^a")]',
        '[ValidateCount(1,2)][int[]]',
        '[ValidateLength(1,3)]',
        '[char]',
        '[object[]]',
        '[datetime]',
        '[scriptblock]',
      ]);
    const parameters = c.some(0, 3, (i) => `${type()}$${'pqr'[i]}${c.chance(25) ? ` = ${this.value()}` : ''}`);
    const advanced = c.chance(35) ? '[CmdletBinding()]' : '';
    const inside = c.pick([
      '"p=$p q=$q r=$r args=$args"',
      '$args.Count; $args',
      '$PSBoundParameters.Keys -join ","',
      '$p; $q',
      'return $p; 99',
      '$p.GetType().Name',
      '$p + $q',
      'if ($q) { $q } else { "no q" }',
      'foreach ($e in $p) { "e$e" }',
      '$MyInvocation.MyCommand.Name',
      '$x = 5; $x',
      '$script:g = $p; $g',
      ',$p',
      'process { "i=$_" }',
      'begin { "b" } process { $_ } end { "e" }',
      '$input',
      '@($input).Count',
      '$p++; $p',
      'throw "in $p"',
      'Get-Command -Nope',
    ]);
    const named = /^(?:begin|process)/.test(inside);
    const head =
      advanced || c.chance(60)
        ? `function f { ${advanced} param(${parameters.join(', ')}) ${inside} }`
        : `function f(${parameters.join(', ')}) { ${inside} }`;
    void named;
    const arg = () =>
      c.pick([
        '1',
        'a',
        '"x y"',
        '-5',
        '$null',
        '1,2',
        '(1+1)',
        '@(3,4)',
        '$true',
        '-p 1',
        '-q b',
        '-q:5',
        '-p:$false',
        '-r',
        '-r:$true',
        '-al 1',
        '--',
        '-nope',
        '$x',
        '@s',
        '@h',
        "'10'",
        '2.5',
        '{ 1 }',
        '@{a=1}',
        '-P a',
        '-Verbose',
        '-ErrorAction Stop',
        "''",
        'abcd',
        'b',
      ]);
    const calls = c.some(1, 2, () => {
      const call = `f ${c.some(0, 3, arg).join(' ')}`;
      return c.chance(20) ? `${c.pick(['1..3', "'a','b'", '$null', '@()', '5'])} | ${call}` : call;
    });
    return `${head}; $s = 1,2; $h = @{p=7;q='z'}; $x = 9; ${calls.join('; ')}`;
  }

  pipe() {
    const { c } = this;
    const source = c.pick([
      '1..5',
      "'b','a','c'",
      '@(3,1,2)',
      '@{a=1;b=2}',
      '$null',
      '@()',
      "'abc'",
      '1,$null,2',
      '(1,2),(3,4)',
      '[pscustomobject]@{n=1;s="x"},[pscustomobject]@{n=2;s="y"}',
      `@(${this.value()})`,
      '@{a=1}.GetEnumerator()',
      "'a1','b2'",
    ]);
    const stage = () =>
      c.pick([
        'ForEach-Object { $_ }',
        'ForEach-Object { $_ * 2 }',
        'Where-Object { $_ -gt 1 }',
        '% { "<$_>" }',
        '? { $_ }',
        'ForEach-Object Length',
        'ForEach-Object ToString',
        'Where-Object n -gt 1',
        'Where-Object { $_.n -eq 2 }',
        'ForEach-Object -Begin { "b" } -Process { $_ } -End { "e" }',
        'ForEach-Object { $_, $_ }',
        'ForEach-Object { if ($_ -eq 2) { return }; $_ }',
        '& { process { "p$_" } }',
        '& { $input.Count }',
        'ForEach-Object n',
        'Where-Object Length',
        '% { $_.GetType().Name }',
        '& { param($z) $input | % { "$z$_" } } q',
        'Out-Null',
        'ForEach-Object -MemberName Substring -ArgumentList 0',
        'Where-Object -Not n',
        'ForEach-Object { @($_).Count }',
        '% { } ',
        'where s -like y*',
        'Where-Object Key -eq a',
        '% Key',
        '. { process { $_ } }',
        'ForEach-Object { break }',
      ]);
    const line = [source, ...c.some(1, 3, stage)].join(' | ');
    return c.pick([
      line,
      `$r = ${line}; $r; $r.Count`,
      `@(${line}).Count`,
      `(${line}) -join ','`,
      `"$(${line})"`,
      `${line} | % { $x += "[$_]" }; $x`,
    ]);
  }

  /** A class or an enumeration and its use. */
  cls() {
    const { c } = this;
    const id = `K${c.below(100000)}`;
    if (c.chance(25)) {
      const use = c.pick([
        `[${id}]::B`,
        `[int][${id}]::B`,
        `[${id}]'b'`,
        `[${id}]1`,
        `[${id}]99`,
        `[${id}]::A -eq 'A'`,
        `[${id}]::A -lt [${id}]::B`,
        `[Enum]::GetNames([${id}])`,
        `"$([${id}]::C)"`,
        `[${id}]::Z`,
        `[${id}]'zz'`,
        `[${id}]::A.GetType().Name`,
        `[${id}]::B + 1`,
        `[${id}]::A, [${id}]::B -join ','`,
        `switch ([${id}]::B) { B { 'isB' } 'A' { 'isA' } }`,
      ]);
      return `enum ${id} { A; B${c.pick(['', ' = 5'])}; C }; ${use}`;
    }
    const property = c.pick([
      '[int]$v',
      '$v',
      '[string]$v = "d"',
      '[int]$v = 3',
      'static [int]$v = 7',
      '[ValidateRange(1,9)][int]$v = 1',
      'hidden [int]$v = 2',
      '[int[]]$v',
      '[datetime]$v',
      '[bool]$v',
    ]);
    const method = c.pick([
      '[int] M([int]$z) { return $z + 1 }',
      '[string] M($z) { return "m$z" }',
      'M($z) { }',
      '[object] M($z) { return $this.v }',
      '[void] M($z) { $this.v = $z }',
      'static [int] M($z) { return $z * 2 }',
      '[string] ToString() { return "me" }',
      '[int[]] M($z) { return 1,$z }',
      '[string] M([int]$z) { return "int" } [string] M([string]$z) { return "str" }',
      '[bool] M($z) { return $z }',
      '[object] M($z) { throw "bad" }',
    ]);
    const ctor = c.pick([
      '',
      '',
      `${id}() { }`,
      `${id}($q) { $this.v = $q }`,
      `${id}() { $this.v = 4 } ${id}([int]$q) { $this.v = $q }`,
    ]);
    const derived = c.chance(25)
      ? `; class D${id} : ${id} { ${c.pick(['', '[int]$w = 8', `[string] ToString() { return "derived" }`, `[object] M($z) { return "over" }`])} }`
      : '';
    const make = c.pick([
      `[${id}]::new()`,
      `[${id}]::new(2)`,
      `[${id}]::new('2')`,
      `[${id}]@{v=5}`,
      `[${id}]::new('x')`,
      ...(derived ? [`[D${id}]::new()`] : []),
    ]);
    const use = c.pick([
      '$o.v',
      '$o.v = 9; $o.v',
      '$o.M(3)',
      '$o.M("s")',
      '"$o"',
      '$o.GetType().Name',
      '$o.Nope',
      '$o.Nope()',
      '$o.v = "x"; $o.v',
      '$o -is [object]',
      `[${id}]::v`,
      `[${id}]::M(4)`,
      '$o.M()',
      '$o.M(1,2)',
      '$o.PSObject.Properties.Name',
      '$null -eq $o',
      '$o -eq $o',
      '$o.v += 1; $o.v',
      '@($o,$o).v',
      '$o.ToString()',
      '$o.v.GetType().Name',
    ]);
    return `class ${id} { ${property}; ${ctor} ${method} }${derived}; $o = ${make}; ${use}; ${this.c.chance(30) ? '$o.M(5)' : '1'}`;
  }

  /** Words of command lines, as a function sees them. */
  words() {
    const { c } = this;
    const word = () =>
      c.pick([
        'a',
        'a-b',
        '-x',
        '-x:1',
        '-x: 2',
        '--',
        '--y',
        '1',
        '1.50',
        '007',
        '0x1F',
        '1kb',
        '-5',
        '-1.5',
        '$x',
        '${x}',
        '$x.Length',
        '$x[0]',
        '"$x"',
        "'$x'",
        '$($x)y',
        'a$x',
        '$x-b',
        '@(1,2)',
        '1,2',
        'a,b',
        "a'b'c",
        'a"b c"d',
        '`$x',
        'a`,b',
        '{x}',
        '(1+2)',
        '@{k=1}',
        '*',
        '?',
        '~',
        'a/b',
        'C:\\x',
        '[int]',
        '+',
        '=',
        'a=b',
        '$null',
        '$true',
        '@s',
        '@h',
        '%',
        '!',
        'é',
        '#c',
        'a#b',
        "''",
        '$env:NOPE',
        'x:y',
        ':z',
        '-',
        '..',
        '.',
        './q',
        '2>$null',
        '–x',
        '1..3',
        '$x+1',
        '[x]::y',
        '"a`tb"',
        'a;b',
        '$(1;2)',
        '-a.b',
        '-a[0]',
        '@x',
        '-eq',
        '$x++',
        'true',
        '-not',
        '$x,$x',
        '$x.Foo()',
        '"$($x)"z',
        '5mb',
        '1e3',
        '1_000',
        '3d',
        "'a'.Length",
        '-f:$x',
        '-f:',
        '$x:y',
      ]);
    return `function g { "n=$($args.Count)"; foreach ($z in $args) { if ($null -eq $z) { 'null' } else { $z.GetType().Name + ':' + $z } } }; $x = 'vv'; $s = 'p','q'; $h = @{k=1}; g ${c.some(1, 4, word).join(' ')}`;
  }

  errors() {
    const { c } = this;
    const bad = c.pick([
      '1/0',
      '[int]"x"',
      '$null.M()',
      'nosuchcmd',
      '[nosuch]::M()',
      '"a".Nope()',
      '(1,2)[5].x()',
      '[int]::Parse("q")',
      'throw "t"',
      'throw 42',
      'throw @{a=1}',
      '[datetime]"z"',
      '$x.y = 1',
      '"abc".Substring(9)',
      '1 + @{}',
      '@{} + 1',
      '"a" - 1',
      '[math]::Foo()',
      '[math]::Round("z")',
      '(Get-Command nosuch)',
      '-"a"',
      '1..3 -gt',
      '[char]"ab"',
      '[bool]::Parse("q")',
      '@(1)[1,2,"x"]',
      '$true[0]',
      'Get-Command -Nope',
      'ForEach-Object',
      '[byte]300',
      '[int]1e10',
      '1 -shl "x"',
      '"{0} {1}" -f 1',
      '[regex]"("',
      '"a" -match "("',
      '"a" -replace "(","b"',
      '[scriptblock]::Create("1 +")',
      '$a.b.c()',
      '[version]"1"',
      '@{a=1;b=2}.c.d',
      '[DayOfWeek]"Foo"',
      '[void]1',
      '& $null',
      '& "nosuch"',
      '. nosuch',
      '"x" * -1',
      '@(1) * -1',
      '[string]::Format("{0}")',
      '[int[]]"a"',
      '[array]::new(1)',
      '[object]::new().Foo',
      '[guid]"1"',
      '[char]70000',
      '[timespan]"q"',
      '$host.Nope()',
      'exit-nosuch',
      '[int]"1,000"',
      '[int]" 5 "',
      '[bool]"false"',
      '[double]"1,5"',
    ]);
    const around = c.pick([
      '@',
      '@; "next"',
      'try { @ } catch { $_.FullyQualifiedErrorId; $_.Exception.Message; $_.Exception.GetType().FullName }',
      'try { @ } catch { $_.CategoryInfo.Category; $_.CategoryInfo.Reason; "$($_.TargetObject)" }',
      '$ErrorActionPreference = "Stop"; @; "not reached"',
      '$ErrorActionPreference = "SilentlyContinue"; @; $?',
      '& { @; $? }',
      '@; $?',
      'trap { "trap " + $_; continue }; @; "after"',
      'trap { "trap"; break }; @; "after"',
      '$r = @; "r=$r"',
      '"in $(@) string"',
      'try { @ } finally { "fin" }',
      'try { try { @ } catch { throw } } catch { "outer " + $_.FullyQualifiedErrorId }',
      'function e { @; "e2" }; e; "e3"',
      '1..2 | ForEach-Object { @; $_ }',
      'if (@) { "yes" } else { "no" }',
      'foreach ($i in @) { $i }',
      '$x = @(1); $x += @; $x.Count',
      '@ 2>$null; "q"',
      '(@) -eq 1',
      '@ | ForEach-Object { "p$_" }',
      '$Error.Clear(); @; $Error.Count',
      '@ || "or"',
      '@ && "and"',
      'switch (@) { default { "d" } }',
      'try { @ } catch { $_.InvocationInfo.Line.Trim(); $_.InvocationInfo.OffsetInLine }',
      'try { @ } catch { $_.ScriptStackTrace -replace "line.*" }',
      'return (@)',
    ]);
    return around.replaceAll('@', () => bad).replaceAll(`${bad}(1)`, '@(1)');
  }

  scope() {
    const { c } = this;
    const set = () =>
      c.pick([
        '$v = 2',
        '$script:v = 3',
        '$local:v = 4',
        '$v += 1',
        '$v++',
        '$private:v = 7',
        '$v, $w = 8, 9',
        '$v = $null',
        '[int]$v = "5"',
        '$v = "s"',
        '${v} = 10',
        '$v[0] = 1',
        '$v.Foo = 2',
      ]);
    const show = () =>
      c.pick([
        '$v',
        '"$v"',
        '$script:v',
        '$local:v',
        '$w',
        '$null -eq $v',
        '$v.GetType().Name',
        '$private:v',
        '$undefinedvar',
        '"[$undefinedvar]"',
      ]);
    const wrap = c.pick([
      '& { # }',
      '. { # }',
      'function t { # }; t',
      'if (1) { # }',
      'foreach ($q in 1) { # }',
      '$b = { # }; & $b; . $b',
      '& { & { # } }',
      '1 | ForEach-Object { # }',
      '(1).ForEach({ # })',
      'function t { function u { # }; u }; t',
      '$b = { # }.GetNewClosure(); $v = 99; & $b',
      'try { # } catch { }',
      'switch (1) { 1 { # } }',
      '& { param($v) # } 11',
      'Invoke-Command { # }',
    ]);
    return `$v = 1; ${wrap.replaceAll('#', () => `${set()}; ${show()}`)}; ${show()}; ${show()}`;
  }
}
