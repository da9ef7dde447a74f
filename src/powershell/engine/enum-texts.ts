/**
 * Enumerations of .NET by full name: members in the order of their numbers, `=n` where a number does not follow the one
 * before, `!` in front where or-ed members are named by their parts. Read when a script first names one.
 */
export const ENUM_TEXTS: Readonly<Record<string, string>> = {
  'Microsoft.PowerShell.ExecutionPolicy': 'Unrestricted RemoteSigned AllSigned Restricted Bypass Undefined Default=3',
  'System.AttributeTargets':
    '! Assembly=1 Module Class=4 Struct=8 Enum=16 Constructor=32 Method=64 Property=128 Field=256 Event=512 Interface=1024 Parameter=2048 Delegate=4096 ReturnValue=8192 GenericParameter=16384 All=32767',
  'System.Base64FormattingOptions': '! None InsertLineBreaks',
  'System.ComponentModel.ListSortDirection': 'Ascending Descending',
  'System.ConsoleColor':
    'Black DarkBlue DarkGreen DarkCyan DarkRed DarkMagenta DarkYellow Gray DarkGray Blue Green Cyan Red Magenta Yellow White',
  'System.ConsoleKey':
    'None Backspace=8 Tab Clear=12 Enter Pause=19 Escape=27 Spacebar=32 PageUp PageDown End Home LeftArrow UpArrow RightArrow DownArrow Select Print Execute PrintScreen Insert Delete Help D0 D1 D2 D3 D4 D5 D6 D7 D8 D9 A=65 B C D E F G H I J K L M N O P Q R S T U V W X Y Z LeftWindows RightWindows Applications Sleep=95 NumPad0 NumPad1 NumPad2 NumPad3 NumPad4 NumPad5 NumPad6 NumPad7 NumPad8 NumPad9 Multiply Add Separator Subtract Decimal Divide F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24 BrowserBack=166 BrowserForward BrowserRefresh BrowserStop BrowserSearch BrowserFavorites BrowserHome VolumeMute VolumeDown VolumeUp MediaNext MediaPrevious MediaStop MediaPlay LaunchMail LaunchMediaSelect LaunchApp1 LaunchApp2 Oem1=186 OemPlus OemComma OemMinus OemPeriod Oem2 Oem3 Oem4=219 Oem5 Oem6 Oem7 Oem8 Oem102=226 Process=229 Packet=231 Attention=246 CrSel ExSel EraseEndOfFile Play Zoom NoName Pa1 OemClear',
  'System.ConsoleModifiers': '! None Alt Shift Control=4',
  'System.Data.ConnectionState': '! Closed Open Connecting Executing=4 Fetching=8 Broken=16',
  'System.DateTimeKind': 'Unspecified Utc Local',
  'System.DayOfWeek': 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday',
  'System.Diagnostics.ProcessPriorityClass':
    'Normal=32 Idle=64 High=128 RealTime=256 BelowNormal=16384 AboveNormal=32768',
  'System.Diagnostics.ProcessWindowStyle': 'Normal Hidden Minimized Maximized',
  'System.Diagnostics.TraceLevel': 'Off Error Warning Info Verbose',
  'System.Environment+SpecialFolder':
    'ApplicationData=26 CommonApplicationData=35 LocalApplicationData=28 Cookies=33 Desktop=0 Favorites=6 History=34 InternetCache=32 Programs=2 MyComputer=17 MyMusic=13 MyPictures=39 MyVideos=14 Recent=8 SendTo StartMenu=11 Startup=7 System=37 Templates=21 DesktopDirectory=16 Personal=5 MyDocuments=5 ProgramFiles=38 CommonProgramFiles=43 AdminTools=48 CDBurning=59 CommonAdminTools=47 CommonDocuments=46 CommonMusic=53 CommonOemLinks=58 CommonPictures=54 CommonStartMenu=22 CommonPrograms CommonStartup CommonDesktopDirectory CommonTemplates=45 CommonVideos=55 Fonts=20 NetworkShortcuts=19 PrinterShortcuts=27 UserProfile=40 CommonProgramFilesX86=44 ProgramFilesX86=42 Resources=56 LocalizedResources SystemX86=41 Windows=36',
  'System.Environment+SpecialFolderOption': 'None Create=32768 DoNotVerify=16384',
  'System.EnvironmentVariableTarget': 'Process User Machine',
  'System.GCCollectionMode': 'Default Forced Optimized Aggressive',
  'System.Globalization.CompareOptions':
    '! None IgnoreCase IgnoreNonSpace IgnoreSymbols=4 IgnoreKanaType=8 IgnoreWidth=16 NumericOrdering=32 OrdinalIgnoreCase=268435456 StringSort=536870912 Ordinal=1073741824',
  'System.Globalization.CultureTypes':
    '! NeutralCultures=1 SpecificCultures InstalledWin32Cultures=4 AllCultures=7 UserCustomCulture ReplacementCultures=16 WindowsOnlyCultures=32 FrameworkCultures=64',
  'System.Globalization.DateTimeStyles':
    '! None AllowLeadingWhite AllowTrailingWhite AllowInnerWhite=4 AllowWhiteSpaces=7 NoCurrentDateDefault AdjustToUniversal=16 AssumeLocal=32 AssumeUniversal=64 RoundtripKind=128',
  'System.Globalization.NumberStyles':
    '! None AllowLeadingWhite AllowTrailingWhite AllowLeadingSign=4 AllowTrailingSign=8 AllowParentheses=16 AllowDecimalPoint=32 AllowThousands=64 AllowExponent=128 AllowCurrencySymbol=256 AllowHexSpecifier=512 AllowBinarySpecifier=1024 Integer=7 HexNumber=515 BinaryNumber=1027 Number=111 Float=167 Currency=383 Any=511',
  'System.Globalization.TimeSpanStyles': '! None AssumeNegative',
  'System.Globalization.UnicodeCategory':
    'UppercaseLetter LowercaseLetter TitlecaseLetter ModifierLetter OtherLetter NonSpacingMark SpacingCombiningMark EnclosingMark DecimalDigitNumber LetterNumber OtherNumber SpaceSeparator LineSeparator ParagraphSeparator Control Format Surrogate PrivateUse ConnectorPunctuation DashPunctuation OpenPunctuation ClosePunctuation InitialQuotePunctuation FinalQuotePunctuation OtherPunctuation MathSymbol CurrencySymbol ModifierSymbol OtherSymbol OtherNotAssigned',
  'System.IO.Compression.CompressionLevel': 'Optimal Fastest NoCompression SmallestSize',
  'System.IO.Compression.CompressionMode': 'Decompress Compress',
  'System.IO.Compression.ZipArchiveMode': 'Read Create Update',
  'System.IO.DriveType': 'Unknown NoRootDirectory Removable Fixed Network CDRom Ram',
  'System.IO.FileAccess': '! Read=1 Write ReadWrite',
  'System.IO.FileAttributes':
    '! None ReadOnly Hidden System=4 Directory=16 Archive=32 Device=64 Normal=128 Temporary=256 SparseFile=512 ReparsePoint=1024 Compressed=2048 Offline=4096 NotContentIndexed=8192 Encrypted=16384 IntegrityStream=32768 NoScrubData=131072',
  'System.IO.FileMode': 'CreateNew=1 Create Open OpenOrCreate Truncate Append',
  'System.IO.FileOptions':
    '! None WriteThrough=-2147483648 Asynchronous=1073741824 RandomAccess=268435456 DeleteOnClose=67108864 SequentialScan=134217728 Encrypted=16384',
  'System.IO.FileShare': '! None Read Write ReadWrite Delete Inheritable=16',
  'System.IO.MatchCasing': 'PlatformDefault CaseSensitive CaseInsensitive',
  'System.IO.NotifyFilters':
    '! FileName=1 DirectoryName Attributes=4 Size=8 LastWrite=16 LastAccess=32 CreationTime=64 Security=256',
  'System.IO.SearchOption': 'TopDirectoryOnly AllDirectories',
  'System.IO.SeekOrigin': 'Begin Current End',
  'System.IO.UnixFileMode':
    '! None OtherExecute OtherWrite OtherRead=4 GroupExecute=8 GroupWrite=16 GroupRead=32 UserExecute=64 UserWrite=128 UserRead=256 StickyBit=512 SetGroup=1024 SetUser=2048',
  'System.IO.WatcherChangeTypes': '! Created=1 Deleted Changed=4 Renamed=8 All=15',
  'System.Management.Automation.ActionPreference': 'SilentlyContinue Stop Continue Inquire Ignore Suspend Break',
  'System.Management.Automation.CommandOrigin': 'Runspace Internal',
  'System.Management.Automation.CommandTypes':
    '! Alias=1 Function Filter=4 Cmdlet=8 ExternalScript=16 Application=32 Script=64 Configuration=256 All=383',
  'System.Management.Automation.ConfirmImpact': 'None Low Medium High',
  'System.Management.Automation.ErrorView': 'NormalView CategoryView ConciseView DetailedView',
  'System.Management.Automation.JobState':
    'NotStarted Running Completed Failed Stopped Blocked Suspended Disconnected Suspending Stopping AtBreakpoint',
  'System.Management.Automation.ModuleType': 'Script Binary Manifest Cim',
  'System.Management.Automation.OutputRendering': 'Host PlainText Ansi',
  'System.Management.Automation.PSInvocationState': 'NotStarted Running Stopping Stopped Completed Failed Disconnected',
  'System.Management.Automation.PSLanguageMode': 'FullLanguage RestrictedLanguage NoLanguage ConstrainedLanguage',
  'System.Management.Automation.PSMemberTypes':
    '! AliasProperty=1 CodeProperty Property=4 NoteProperty=8 ScriptProperty=16 PropertySet=32 Method=64 CodeMethod=128 ScriptMethod=256 ParameterizedProperty=512 MemberSet=1024 Event=2048 Dynamic=4096 InferredProperty=8192 Properties=8223 Methods=448 All=16383',
  'System.Management.Automation.PSMemberViewTypes': '! Extended=1 Adapted Base=4 All=7',
  'System.Management.Automation.ProgressRecordType': 'Processing Completed',
  'System.Management.Automation.Runspaces.RunspaceState':
    'BeforeOpen Opening Opened Closed Closing Broken Disconnecting Disconnected Connecting',
  'System.Management.Automation.ScopedItemOptions': '! None ReadOnly Constant Private=4 AllScope=8 Unspecified=16',
  'System.Management.Automation.SessionStateEntryVisibility': 'Public Private',
  'System.Management.Automation.SplitOptions':
    '! SimpleMatch=1 RegexMatch CultureInvariant=4 IgnorePatternWhitespace=8 Multiline=16 Singleline=32 IgnoreCase=64 ExplicitCapture=128',
  'System.Management.Automation.VariableAccessMode': 'Read Write ReadWrite',
  'System.Management.Automation.WhereOperatorSelectionMode': 'Default First Last SkipUntil Until Split',
  'System.Management.Automation.WildcardOptions': '! None Compiled IgnoreCase CultureInvariant=4',
  'System.MidpointRounding': 'ToEven AwayFromZero ToZero ToNegativeInfinity ToPositiveInfinity',
  'System.Net.AuthenticationSchemes':
    '! None Digest Negotiate Ntlm=4 Basic=8 Anonymous=32768 IntegratedWindowsAuthentication=6',
  'System.Net.HttpStatusCode':
    'Continue=100 SwitchingProtocols Processing EarlyHints OK=200 Created Accepted NonAuthoritativeInformation NoContent ResetContent PartialContent MultiStatus AlreadyReported IMUsed=226 MultipleChoices=300 Ambiguous=300 MovedPermanently Moved=301 Found Redirect=302 SeeOther RedirectMethod=303 NotModified UseProxy Unused TemporaryRedirect RedirectKeepVerb=307 PermanentRedirect BadRequest=400 Unauthorized PaymentRequired Forbidden NotFound MethodNotAllowed NotAcceptable ProxyAuthenticationRequired RequestTimeout Conflict Gone LengthRequired PreconditionFailed RequestEntityTooLarge RequestUriTooLong UnsupportedMediaType RequestedRangeNotSatisfiable ExpectationFailed MisdirectedRequest=421 UnprocessableEntity UnprocessableContent=422 Locked FailedDependency UpgradeRequired=426 PreconditionRequired=428 TooManyRequests RequestHeaderFieldsTooLarge=431 UnavailableForLegalReasons=451 InternalServerError=500 NotImplemented BadGateway ServiceUnavailable GatewayTimeout HttpVersionNotSupported VariantAlsoNegotiates InsufficientStorage LoopDetected NotExtended=510 NetworkAuthenticationRequired',
  'System.Net.Mail.MailPriority': 'Normal Low High',
  'System.Net.NetworkInformation.IPStatus':
    'Success DestinationNetworkUnreachable=11002 DestinationHostUnreachable DestinationProtocolUnreachable DestinationPortUnreachable DestinationProhibited=11004 NoResources=11006 BadOption HardwareError PacketTooBig TimedOut BadRoute=11012 TtlExpired TtlReassemblyTimeExceeded ParameterProblem SourceQuench BadDestination=11018 DestinationUnreachable=11040 TimeExceeded BadHeader UnrecognizedNextHeader IcmpError DestinationScopeMismatch Unknown=-1',
  'System.Net.NetworkInformation.NetworkInterfaceType':
    'Unknown=1 Ethernet=6 TokenRing=9 Fddi=15 BasicIsdn=20 PrimaryIsdn Ppp=23 Loopback Ethernet3Megabit=26 Slip=28 Atm=37 GenericModem=48 FastEthernetT=62 Isdn FastEthernetFx=69 Wireless80211=71 AsymmetricDsl=94 RateAdaptDsl SymmetricDsl VeryHighSpeedDsl IPOverAtm=114 GigabitEthernet=117 Tunnel=131 MultiRateSymmetricDsl=143 HighPerformanceSerialBus Wman=237 Wwanpp=243 Wwanpp2',
  'System.Net.NetworkInformation.OperationalStatus': 'Up=1 Down Testing Unknown Dormant NotPresent LowerLayerDown',
  'System.Net.SecurityProtocolType': '! SystemDefault Ssl3=48 Tls=192 Tls11=768 Tls12=3072 Tls13=12288',
  'System.Net.Sockets.AddressFamily':
    'Unknown=-1 Unspecified Unix InterNetwork ImpLink Pup Chaos NS Ipx=6 Iso Osi=7 Ecma DataKit Ccitt Sna DecNet DataLink Lat HyperChannel AppleTalk NetBios VoiceView FireFox Banyan=21 Atm InterNetworkV6 Cluster Ieee12844 Irda NetworkDesigners=28 Max Packet=65536 ControllerAreaNetwork',
  'System.Net.Sockets.ProtocolType':
    'IP IPv6HopByHopOptions=0 Icmp Igmp Ggp IPv4 Tcp=6 Pup=12 Udp=17 Idp=22 IPv6=41 IPv6RoutingHeader=43 IPv6FragmentHeader IPSecEncapsulatingSecurityPayload=50 IPSecAuthenticationHeader IcmpV6=58 IPv6NoNextHeader IPv6DestinationOptions ND=77 Raw=255 Unspecified=0 Ipx=1000 Spx=1256 SpxII Unknown=-1',
  'System.Net.Sockets.SocketType': 'Stream=1 Dgram Raw Rdm Seqpacket Unknown=-1',
  'System.PlatformID': 'Win32S Win32Windows Win32NT WinCE Unix Xbox MacOSX Other',
  'System.Reflection.BindingFlags':
    '! Default IgnoreCase DeclaredOnly Instance=4 Static=8 Public=16 NonPublic=32 FlattenHierarchy=64 InvokeMethod=256 CreateInstance=512 GetField=1024 SetField=2048 GetProperty=4096 SetProperty=8192 PutDispProperty=16384 PutRefDispProperty=32768 ExactBinding=65536 SuppressChangeType=131072 OptionalParamBinding=262144 IgnoreReturn=16777216 DoNotWrapExceptions=33554432',
  'System.Runtime.InteropServices.Architecture': 'X86 X64 Arm Arm64 Wasm S390x LoongArch64 Armv6 Ppc64le RiscV64',
  'System.Security.AccessControl.AccessControlType': 'Allow Deny',
  'System.Security.AccessControl.FileSystemRights':
    '! ListDirectory=1 ReadData=1 CreateFiles WriteData=2 AppendData=4 CreateDirectories=4 ReadExtendedAttributes=8 WriteExtendedAttributes=16 ExecuteFile=32 Traverse=32 DeleteSubdirectoriesAndFiles=64 ReadAttributes=128 WriteAttributes=256 Write=278 Delete=65536 ReadPermissions=131072 Read=131209 ReadAndExecute=131241 Modify=197055 ChangePermissions=262144 TakeOwnership=524288 Synchronize=1048576 FullControl=2032127',
  'System.Security.AccessControl.InheritanceFlags': '! None ContainerInherit ObjectInherit',
  'System.Security.AccessControl.PropagationFlags': '! None NoPropagateInherit InheritOnly',
  'System.Security.Cryptography.CipherMode': 'CBC=1 ECB OFB CFB CTS',
  'System.Security.Cryptography.PaddingMode': 'None=1 PKCS7 Zeros ANSIX923 ISO10126',
  'System.Security.Principal.WindowsBuiltInRole':
    'Administrator=544 User Guest PowerUser AccountOperator SystemOperator PrintOperator BackupOperator Replicator',
  'System.StringComparison':
    'CurrentCulture CurrentCultureIgnoreCase InvariantCulture InvariantCultureIgnoreCase Ordinal OrdinalIgnoreCase',
  'System.StringSplitOptions': '! None RemoveEmptyEntries TrimEntries',
  'System.Text.NormalizationForm': 'FormC=1 FormD FormKC=5 FormKD',
  'System.Text.RegularExpressions.RegexOptions':
    '! None IgnoreCase Multiline ExplicitCapture=4 Compiled=8 Singleline=16 IgnorePatternWhitespace=32 RightToLeft=64 ECMAScript=256 CultureInvariant=512 NonBacktracking=1024',
  'System.Threading.ApartmentState': 'STA MTA Unknown',
  'System.Threading.ThreadPriority': 'Lowest BelowNormal Normal AboveNormal Highest',
  'System.Threading.ThreadState':
    '! Running StopRequested SuspendRequested Background=4 Unstarted=8 Stopped=16 WaitSleepJoin=32 Suspended=64 AbortRequested=128 Aborted=256',
  'System.TypeCode':
    'Empty Object DBNull Boolean Char SByte Byte Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal DateTime String=18',
  'System.UriComponents':
    '! Scheme=1 UserInfo Host=4 Port=8 Path=16 Query=32 Fragment=64 StrongPort=128 NormalizedHost=256 KeepDelimiter=1073741824 SerializationInfoString=-2147483648 AbsoluteUri=127 HostAndPort=132 StrongAuthority=134 SchemeAndServer=13 HttpRequestUrl=61 PathAndQuery=48',
  'System.UriFormat': 'UriEscaped=1 Unescaped SafeUnescaped',
  'System.UriHostNameType': 'Unknown Basic Dns IPv4 IPv6',
  'System.UriKind': 'RelativeOrAbsolute Absolute Relative',
  'System.UriPartial': 'Scheme Authority Path Query',
  'System.Xml.ConformanceLevel': 'Auto Fragment Document',
  'System.Xml.Formatting': 'None Indented',
  'System.Xml.NamespaceHandling': '! Default OmitDuplicates',
  'System.Xml.NewLineHandling': 'Replace Entitize None',
  'System.Xml.WriteState': 'Start Prolog Element Attribute Content Closed Error',
  'System.Xml.XmlNodeType':
    'None Element Attribute Text CDATA EntityReference Entity ProcessingInstruction Comment Document DocumentType DocumentFragment Notation Whitespace SignificantWhitespace EndElement EndEntity XmlDeclaration',
  'System.Xml.XmlSpace': 'None Default Preserve',
};
