/**
 * The two PowerShells that a session can be, as one table: PowerShell 7, and Windows PowerShell 5.1 with what it does
 * otherwise. Layout of output is in `format/dialect.ts`.
 */
import type { DialectName } from './format/dialect.ts';

export interface Edition {
  readonly name: DialectName;
  /** $PSVersionTable, in its order; versions as text. */
  readonly versions: readonly (readonly [name: string, value: string | readonly string[]])[];
  /** $PSVersionTable.PSVersion and $Host.Version. */
  readonly version: string;
  readonly psEdition: 'Core' | 'Desktop';
  /** $PSHOME on Windows. */
  readonly home: string;
  /** $ErrorView at the beginning. */
  readonly errorView: 'ConciseView' | 'NormalView';
  /** $IsWindows and its kin exist. */
  readonly platformVariables: boolean;
  /** Does a text given to Split and Trim stand for its characters? */
  readonly splitsAtCharacters: boolean;
  /** Encodings, by names of `cmdlets/encoding.ts`, where a command is given none. */
  readonly encodings: {
    /** Out-File, Tee-Object, `>` and `>>`. */
    readonly outFile: string;
    /** Set-Content, Add-Content; and how Get-Content reads a file without a mark. */
    readonly content: string;
    readonly csv: string;
    readonly clixml: string;
  };
  /** What names of encodings mean where they mean something else than in 7. */
  readonly encodingNames: Readonly<Record<string, string>>;
  /** ConvertTo-Json's way to write characters. */
  readonly jsonEscapes: 'Default' | 'EscapeHtml';
  /** Does ConvertTo-Json warn about what lies below its depth? */
  readonly jsonWarns: boolean;
  /** Line ends in CLIXML. */
  readonly clixmlLine: '\n' | '\r\n';
  /** Has it `&&`, `?:`, `??`, `?.`, `clean` and a `&` at the end of a pipeline? */
  readonly newSyntax: boolean;
  /** What follows `The term 'X' is not recognized as`. */
  readonly unknownCommand: string;
  readonly nonInteractive: string;
  /** Between message and name of the parameter in the texts of .NET's argument exceptions. */
  readonly parameterName: (name: string) => string;
  /** The first lines of an interactive session. */
  readonly banner: string;
}

const COMPATIBLE = ['1.0', '2.0', '3.0', '4.0', '5.0'] as const;

/** Facts of 7: recordings of PowerShell 7.6.5. Of 5.1: Microsoft's documentation (about_Windows_PowerShell_5.1, differences). */
export const editions: Readonly<Record<DialectName, Edition>> = {
  '7': {
    name: '7',
    version: '7.6.5',
    versions: [
      ['PSVersion', '7.6.5'],
      ['PSEdition', 'Core'],
      ['GitCommitId', '7.6.5'],
      ['OS', 'Microsoft Windows 10.0.20348'],
      ['Platform', 'Win32NT'],
      ['PSCompatibleVersions', [...COMPATIBLE, '5.1', '6.0', '7.0']],
      ['PSRemotingProtocolVersion', '2.4'],
      ['SerializationVersion', '1.1.0.1'],
      ['WSManStackVersion', '3.0'],
    ],
    psEdition: 'Core',
    home: 'C:\\Program Files\\PowerShell\\7',
    errorView: 'ConciseView',
    platformVariables: true,
    splitsAtCharacters: false,
    encodings: { outFile: 'utf8', content: 'utf8', csv: 'utf8', clixml: 'utf8' },
    encodingNames: {},
    jsonEscapes: 'Default',
    jsonWarns: true,
    clixmlLine: '\n',
    newSyntax: true,
    unknownCommand:
      'a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.',
    nonInteractive: 'PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.',
    parameterName: (name) => ` (Parameter '${name}')`,
    banner: 'PowerShell 7.6.5\n',
  },
  '5.1': {
    name: '5.1',
    version: '5.1.20348.2849',
    versions: [
      ['PSVersion', '5.1.20348.2849'],
      ['PSEdition', 'Desktop'],
      ['PSCompatibleVersions', [...COMPATIBLE, '5.1.20348.2849']],
      ['BuildVersion', '10.0.20348.2849'],
      ['CLRVersion', '4.0.30319.42000'],
      ['WSManStackVersion', '3.0'],
      ['PSRemotingProtocolVersion', '2.3'],
      ['SerializationVersion', '1.1.0.1'],
    ],
    psEdition: 'Desktop',
    home: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
    errorView: 'NormalView',
    platformVariables: false,
    splitsAtCharacters: true,
    encodings: { outFile: 'utf16le', content: 'latin1', csv: 'ascii', clixml: 'utf16le' },
    encodingNames: { utf8: 'utf8bom', 'utf-8': 'utf8bom', default: 'latin1' },
    jsonEscapes: 'EscapeHtml',
    jsonWarns: false,
    clixmlLine: '\r\n',
    newSyntax: false,
    unknownCommand:
      'the name of a cmdlet, function, script file, or operable program. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.',
    nonInteractive: 'Windows PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.',
    parameterName: (name) => `\nParameter name: ${name}`,
    banner: 'Windows PowerShell\nCopyright (C) Microsoft Corporation. All rights reserved.\n\n',
  },
};

/** The edition of the session that runs; rooms without a session ask here. */
export const edition: { current: Edition } = { current: editions['7'] };
