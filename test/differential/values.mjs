/** Literals and other values that need nothing around them. */
export const numbers = [
  '0', '1', '2', '3', '7', '-1', '-5', '10', '42', '255', '256', '1.5', '-2.5', '0.1', '2.5', '3.5', '1e3', '1e-3', '0x10', '0xff',
  '1kb', '2mb', '5l', '3d', '1.10d', '7u', '9y', '2147483647', '2147483648', '-2147483648', '9223372036854775807', '1e20', '0b101',
  '12345.678', '100', '1000000', '0.5', '1n', '99999999999999999999', '[byte]200', '[int16]7', '[uint32]5', '[double]::NaN',
  '[double]::PositiveInfinity', '[int]::MaxValue', '[long]::MinValue', '[single]1.1', '[decimal]1.00', "[char]'A'",
];
export const strings = [
  "''", "'a'", "'abc'", "'ABC'", "'10'", "'2.5'", "' 7 '", "'0x1F'", "'1e2'", "'a b c'", "'a,b;c'", "'Hello World'", "'true'", "'-3'",
  '"x`ty"', '"it\'s"', "'é'", "'aaa'", "'x=1'", "'2024-01-02'", "'line1`nline2'", "'  trim  '", "'1,2,3'", "'[x]'", "'*'", "'a*c'",
  "'$notvar'", '"q`"q"', "'ß'", "'i'", "'zebra'", "'apple'", "'10.0.0.1'", "'01:02:03'", "'1kb'", "'{0}'", "'null'",
];
export const others = [
  '$null', '$true', '$false', '@()', '@{}', '@(1)', '@($null)', ',1', '1,2,3', "'a','b'", '1..4', '5..1', '@(1,(2,3))', '@{a=1}',
  "[ordered]@{x=1;y='z'}", '[pscustomobject]@{n=1;s="t"}', '{ 1 }', '[int]', '[string]', '[datetime]"2024-02-29"', '[timespan]"1.02:03:04"',
  '[guid]::Empty', '[version]"1.2.3"', '[DayOfWeek]::Friday', '[regex]"a+"', '[System.Collections.ArrayList]@(1,2)',
  '[System.Collections.Generic.List[int]]@(3,1,2)', '[int[]](1,2)', '[char[]]"abc"', '(1,2),(3,4)', '@(1,"2",3.0)', '[uri]"http://a/b"',
];
export const types = [
  'int', 'string', 'double', 'bool', 'long', 'decimal', 'char', 'byte', 'datetime', 'timespan', 'array', 'int[]', 'string[]', 'object',
  'hashtable', 'regex', 'version', 'guid', 'uint16', 'single', 'sbyte', 'bigint', 'DayOfWeek', 'scriptblock', 'void', 'psobject', 'type', 'char[]',
];
export const binary = [
  '+', '-', '*', '/', '%', '-eq', '-ne', '-gt', '-lt', '-ge', '-le', '-like', '-notlike', '-match', '-notmatch', '-replace', '-contains',
  '-notcontains', '-in', '-notin', '-split', '-join', '-is', '-isnot', '-as', '-f', '-and', '-or', '-xor', '-band', '-bor', '-bxor',
  '-shl', '-shr', '..', '-ceq', '-cne', '-clike', '-cmatch', '-creplace', '-ccontains', '-csplit', '-ieq', '??', ',',
];
export const unary = ['-', '+', '!', '-not ', '-bnot ', '-join ', '-split ', ','];
export const stringMethods = [
  'Length', 'ToUpper()', 'ToLower()', 'Trim()', 'TrimStart()', 'TrimEnd()', 'Substring(1)', 'Substring(0,1)', 'IndexOf("b")',
  'LastIndexOf("a")', 'Replace("a","x")', 'Split(",")', 'Split(" ")', 'StartsWith("a")', 'EndsWith("c")', 'Contains("b")', 'PadLeft(6)',
  'PadRight(5,"*")', 'Insert(1,"Z")', 'Remove(1)', 'ToCharArray()', 'Chars(0)', 'CompareTo("b")', 'Equals("abc")', 'GetType().Name',
  'ToString()', 'Count', 'Foo', 'Foo()', 'Trim("a")', 'Split("a,b".ToCharArray())', 'IndexOf("z")', 'Normalize()', 'GetHashCode().GetType().Name',
];
export const anyMethods = [
  'GetType().FullName', 'ToString()', 'Count', 'Length', 'PSObject.Properties.Name', 'Equals(1)', 'GetType().Name', 'Rank', 'Keys', 'Values',
  'ContainsKey("a")', 'Contains(1)', 'IndexOf(2)', 'a', 'n', 'Item("a")', 'GetEnumerator()', 'ToString("N2")', 'CompareTo(2)', 'Days', 'Year',
  'AddDays(1).Day', 'TotalHours', 'Major', 'IsArray', 'BaseType.Name', 'value__', 'ToArray()', 'Reverse()', 'Sort()', 'Add(9)', 'Where({$_ -gt 1})',
  'ForEach({$_})', 'ForEach("ToString")', 'Where({$_},"First")', 'PSTypeNames[0]', 'SyncRoot', 'IsReadOnly', 'Clone()', 'Invoke()', 'Pattern',
];
export const statics = [
  '[math]::Round(2.5)', '[math]::Max(1,2.5)', '[math]::Abs(-3)', '[math]::Pow(2,10)', '[math]::Sqrt(2)', '[math]::Floor(-1.5)', '[math]::PI',
  '[string]::IsNullOrEmpty("")', '[string]::Join("-",1,2,3)', '[string]::Format("{0:N1}|{1,5}",1.25,"x")', '[int]::Parse("12")', '[int]::Parse("x")',
  '[char]::IsDigit("5")', '[convert]::ToInt32("ff",16)', '[convert]::ToString(255,2)', '[int]::MaxValue', '[string]::Empty', '[bool]::Parse("true")',
  '[array]::IndexOf((1,2,3),2)', '[datetime]::new(2024,1,31).AddMonths(1).ToString("yyyy-MM-dd")', '[timespan]::FromMinutes(90).ToString()',
  '[Environment]::NewLine.Length', '[System.Text.Encoding]::UTF8.GetBytes("é")', '[regex]::Matches("a1b22","\\d+").Value', '[guid]::Parse("x")',
  '[System.IO.Path]::GetFileName("a/b.txt")', '[Enum]::GetNames([DayOfWeek])[0]', '[regex]::Replace("abc","b","X")', '[double]::Parse("1.5")',
  '[string]::Compare("a","B",$true)', '[math]::Truncate(-2.7)', '[math]::Sign(-4)', '[math]::DivRem(7,2)', '[decimal]::Round(2.345,2)',
  '[int]::TryParse("5",[ref]$null)', '[System.Collections.Generic.Dictionary[string,int]]::new().Count', '[math]::Round(1.005,2)', '[char]65', '[int][char]"a"',
  '[version]::new(1,2).Minor', '[string]::new("x",3)', '[System.Text.StringBuilder]::new("ab").Append("c").ToString()', '[bigint]::Pow(2,70)', '[math]::Min("3",2)',
];
export const formats = ['{0}', '{0:N2}', '{0:D4}', '{0:X}', '{0,8}|', '{0,-8}|', '{0:P1}', '{0:C}', '{0:E2}', '{0:000.0}', '{0:#,##0}', '{0}{1}', '{1}', '{{{0}}}', '{0:F1}', '{0:G3}', '{0:yyyy}', '{0:x8}', '{0:0.##}'];
