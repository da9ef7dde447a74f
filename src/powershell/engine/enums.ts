/** Enumerations of .NET and PowerShell that scripts name. */
import type { EnumType } from '../values.ts';
import { ENUM_TEXTS } from './enum-texts.ts';

/** Its table of members is read when it is first looked at. */
function enumeration(name: string, members: string, flags?: true): EnumType {
  let table: Record<string, number> | undefined;
  let next = -1;
  return {
    name,
    get members() {
      table ??= Object.fromEntries(
        members.split(' ').map((m) => {
          const [key, value] = m.split('=');
          next = value === undefined ? next + 1 : Number(value);
          return [key!, next];
        }),
      );
      return table;
    },
    ...(flags && { flags }),
  };
}

export const errorCategory = enumeration(
  'System.Management.Automation.ErrorCategory',
  'NotSpecified OpenError CloseError DeviceError DeadlockDetected InvalidArgument InvalidData InvalidOperation InvalidResult InvalidType MetadataError NotImplemented NotInstalled ObjectNotFound OperationStopped OperationTimeout SyntaxError ParserError PermissionDenied ResourceBusy ResourceExists ResourceUnavailable ReadError WriteError FromStdErr SecurityError ProtocolError ConnectionError AuthenticationError LimitsExceeded QuotaExceeded NotEnabled',
);

export const dayOfWeek = enumeration('System.DayOfWeek', 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday');
export const dateTimeKind = enumeration('System.DateTimeKind', 'Unspecified Utc Local');
export const commandTypes = enumeration(
  'System.Management.Automation.CommandTypes',
  'Alias=1 Function=2 Filter=4 Cmdlet=8 ExternalScript=16 Application=32 Script=64 Configuration=256 All=383',
  true,
);

export const jobState = enumeration(
  'System.Management.Automation.JobState',
  'NotStarted Running Completed Failed Stopped Blocked Suspended Disconnected Suspending Stopping AtBreakpoint',
);

const known = new Map<string, EnumType>();
let names: Map<string, string> | null = null;

/** An enumeration of .NET by its full name in any letter case; undefined where there is none. */
export function enumNamed(name: string): EnumType | undefined {
  names ??= new Map([...ENUMS.map((e) => e.name), ...Object.keys(ENUM_TEXTS)].map((n) => [n.toLowerCase(), n]));
  const full = names.get(name.toLowerCase());
  if (full === undefined) return undefined;
  let type = known.get(full) ?? ENUMS.find((e) => e.name === full);
  if (!type) {
    const text = ENUM_TEXTS[full]!;
    type = text.startsWith('! ') ? enumeration(full, text.slice(2), true) : enumeration(full, text);
    known.set(full, type);
  }
  return type;
}

/** System.Xml.XmlNodeType */
export const NODE_TYPE_ENUM: EnumType = enumeration(
  'System.Xml.XmlNodeType',
  'None Element Attribute Text CDATA EntityReference Entity ProcessingInstruction Comment Document DocumentType DocumentFragment Notation Whitespace SignificantWhitespace EndElement EndEntity XmlDeclaration',
);

/** By full name. */
export const ENUMS: readonly EnumType[] = [
  jobState,
  NODE_TYPE_ENUM,
  errorCategory,
  dayOfWeek,
  dateTimeKind,
  commandTypes,
  enumeration(
    'System.StringComparison',
    'CurrentCulture CurrentCultureIgnoreCase InvariantCulture InvariantCultureIgnoreCase Ordinal OrdinalIgnoreCase',
  ),
  enumeration('System.StringSplitOptions', 'None RemoveEmptyEntries TrimEntries', true),
  enumeration('System.MidpointRounding', 'ToEven AwayFromZero ToZero ToNegativeInfinity ToPositiveInfinity'),
  enumeration(
    'System.ConsoleColor',
    'Black DarkBlue DarkGreen DarkCyan DarkRed DarkMagenta DarkYellow Gray DarkGray Blue Green Cyan Red Magenta Yellow White',
  ),
  enumeration(
    'System.IO.FileAttributes',
    'None=0 ReadOnly=1 Hidden=2 System=4 Directory=16 Archive=32 Device=64 Normal=128 Temporary=256 SparseFile=512 ReparsePoint=1024 Compressed=2048',
    true,
  ),
  enumeration('System.IO.FileMode', 'CreateNew=1 Create=2 Open=3 OpenOrCreate=4 Truncate=5 Append=6'),
  enumeration('System.IO.FileAccess', 'Read=1 Write=2 ReadWrite=3', true),
  enumeration(
    'System.Text.RegularExpressions.RegexOptions',
    'None=0 IgnoreCase=1 Multiline=2 ExplicitCapture=4 Compiled=8 Singleline=16 IgnorePatternWhitespace=32 RightToLeft=64 ECMAScript=256 CultureInvariant=512',
    true,
  ),
  enumeration(
    'System.Management.Automation.ActionPreference',
    'SilentlyContinue Stop Continue Inquire Ignore Suspend Break',
  ),
  enumeration(
    'System.Management.Automation.ScopedItemOptions',
    'None=0 ReadOnly=1 Constant=2 Private=4 AllScope=8 Unspecified=16',
    true,
  ),
  enumeration(
    'System.Environment+SpecialFolder',
    'Desktop=0 MyDocuments=5 ApplicationData=26 LocalApplicationData=28 UserProfile=40 System=37 Windows=36',
  ),
  enumeration('System.PlatformID', 'Win32S Win32Windows Win32NT WinCE Unix Xbox MacOSX Other'),
  enumeration(
    'Microsoft.PowerShell.ExecutionPolicy',
    'Unrestricted RemoteSigned AllSigned Restricted=3 Bypass=4 Undefined=5',
  ),
];
