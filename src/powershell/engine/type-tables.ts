/** Names of types: PowerShell's short ones, and classes that have none. */

import { ATTRIBUTE_TYPE_NAMES } from './net/attributes.ts';

/** PowerShell's short names of types beyond those that parameters use. */
export const ACCELERATORS: Readonly<Record<string, string>> = {
  adsi: 'System.DirectoryServices.DirectoryEntry',
  array: 'System.Array',
  cimclass: 'Microsoft.Management.Infrastructure.CimClass',
  cultureinfo: 'System.Globalization.CultureInfo',
  ipaddress: 'System.Net.IPAddress',
  ipendpoint: 'System.Net.IPEndPoint',
  mailaddress: 'System.Net.Mail.MailAddress',
  math: 'System.Math',
  convert: 'System.Convert',
  console: 'System.Console',
  environment: 'System.Environment',
  regex: 'System.Text.RegularExpressions.Regex',
  xml: 'System.Xml.XmlDocument',
  uri: 'System.Uri',
  void: 'System.Void',
  type: 'System.Type',
  ref: 'System.Management.Automation.PSReference',
  pscustomobject: 'System.Management.Automation.PSCustomObject',
  ordered: 'System.Collections.Specialized.OrderedDictionary',
  hashtable: 'System.Collections.Hashtable',
  scriptblock: 'System.Management.Automation.ScriptBlock',
  wmi: 'System.Management.ManagementObject',
  wmiclass: 'System.Management.ManagementClass',
  securestring: 'System.Security.SecureString',
  pscredential: 'System.Management.Automation.PSCredential',
  powershell: 'System.Management.Automation.PowerShell',
  runspacefactory: 'System.Management.Automation.Runspaces.RunspaceFactory',
  pslistmodifier: 'System.Management.Automation.PSListModifier',
  psmoduleinfo: 'System.Management.Automation.PSModuleInfo',
  psvariable: 'System.Management.Automation.PSVariable',
  psnoteproperty: 'System.Management.Automation.PSNoteProperty',
  psscriptmethod: 'System.Management.Automation.PSScriptMethod',
  psscriptproperty: 'System.Management.Automation.PSScriptProperty',
  psaliasproperty: 'System.Management.Automation.PSAliasProperty',
  psprimitivedictionary: 'System.Management.Automation.PSPrimitiveDictionary',
  parameter: 'System.Management.Automation.ParameterAttribute',
  alias: 'System.Management.Automation.AliasAttribute',
  cmdletbinding: 'System.Management.Automation.CmdletBindingAttribute',
  validateset: 'System.Management.Automation.ValidateSetAttribute',
  validaterange: 'System.Management.Automation.ValidateRangeAttribute',
  semver: 'System.Management.Automation.SemanticVersion',
  bigint: 'System.Numerics.BigInteger',
  datetimeoffset: 'System.DateTimeOffset',
  dateonly: 'System.DateOnly',
  timeonly: 'System.TimeOnly',
};

/** Classes without a short name that have members here or that scripts test values against. */
export const CLASSES: readonly string[] = [
  ...`
Microsoft.PowerShell.Commands.GenericMeasureInfo
Microsoft.PowerShell.Commands.GroupInfo
Microsoft.PowerShell.Commands.MatchInfo
Microsoft.PowerShell.Commands.SelectXmlInfo
Microsoft.PowerShell.Commands.TextMeasureInfo
Microsoft.VisualBasic.FileSystem
Microsoft.VisualBasic.Interaction
Microsoft.VisualBasic.Strings
Microsoft.Win32.Registry
Microsoft.Win32.RegistryHive
Microsoft.Win32.RegistryKey
System.Action
System.Activator
System.AppDomain
System.ArraySegment
System.Attribute
System.BitConverter
System.Buffer
System.Collections.ArrayList
System.Collections.BitArray
System.Collections.CaseInsensitiveComparer
System.Collections.Concurrent.BlockingCollection
System.Collections.Concurrent.ConcurrentBag
System.Collections.Concurrent.ConcurrentDictionary
System.Collections.Concurrent.ConcurrentQueue
System.Collections.Concurrent.ConcurrentStack
System.Collections.DictionaryEntry
System.Collections.Generic.Comparer
System.Collections.Generic.Dictionary
System.Collections.Generic.EqualityComparer
System.Collections.Generic.HashSet
System.Collections.Generic.ICollection
System.Collections.Generic.IComparer
System.Collections.Generic.IDictionary
System.Collections.Generic.IEnumerable
System.Collections.Generic.IEqualityComparer
System.Collections.Generic.IList
System.Collections.Generic.IReadOnlyList
System.Collections.Generic.KeyValuePair
System.Collections.Generic.LinkedList
System.Collections.Generic.LinkedListNode
System.Collections.Generic.List
System.Collections.Generic.PriorityQueue
System.Collections.Generic.Queue
System.Collections.Generic.SortedDictionary
System.Collections.Generic.SortedList
System.Collections.Generic.SortedSet
System.Collections.Generic.Stack
System.Collections.ICollection
System.Collections.IComparer
System.Collections.IDictionary
System.Collections.IEnumerable
System.Collections.IEnumerator
System.Collections.IList
System.Collections.ObjectModel.Collection
System.Collections.ObjectModel.ObservableCollection
System.Collections.ObjectModel.ReadOnlyCollection
System.Collections.ObjectModel.ReadOnlyDictionary
System.Collections.Queue
System.Collections.SortedList
System.Collections.Specialized.HybridDictionary
System.Collections.Specialized.ListDictionary
System.Collections.Specialized.NameValueCollection
System.Collections.Specialized.StringCollection
System.Collections.Stack
System.Comparison
System.ComponentModel.TypeConverter
System.ComponentModel.Win32Exception
System.Converter
System.DBNull
System.Data.DataSet
System.Data.DataTable
System.Data.SqlClient.SqlConnection
System.Delegate
System.Diagnostics.Debug
System.Diagnostics.EventLog
System.Diagnostics.FileVersionInfo
System.Diagnostics.PerformanceCounter
System.Diagnostics.Process
System.Diagnostics.ProcessStartInfo
System.Diagnostics.Stopwatch
System.Diagnostics.Trace
System.Diagnostics.TraceSource
System.DirectoryServices.DirectorySearcher
System.Drawing.Color
System.Drawing.Point
System.Drawing.Rectangle
System.Drawing.Size
System.Enum
System.EventArgs
System.EventHandler
System.Func
System.GC
System.Globalization.Calendar
System.Globalization.CharUnicodeInfo
System.Globalization.CompareInfo
System.Globalization.DateTimeFormatInfo
System.Globalization.GregorianCalendar
System.Globalization.ISOWeek
System.Globalization.NumberFormatInfo
System.Globalization.RegionInfo
System.Globalization.TextInfo
System.Half
System.ICloneable
System.IComparable
System.IConvertible
System.IDisposable
System.IEquatable
System.IFormatProvider
System.IFormattable
System.IO.BinaryReader
System.IO.BinaryWriter
System.IO.Compression.DeflateStream
System.IO.Compression.GZipStream
System.IO.Compression.ZipArchive
System.IO.Compression.ZipFile
System.IO.Directory
System.IO.DirectoryInfo
System.IO.DriveInfo
System.IO.File
System.IO.FileInfo
System.IO.FileStream
System.IO.FileSystemInfo
System.IO.FileSystemWatcher
System.IO.MemoryStream
System.IO.Path
System.IO.Stream
System.IO.StreamReader
System.IO.StreamWriter
System.IO.StringReader
System.IO.StringWriter
System.IO.TextReader
System.IO.TextWriter
System.IProgress
System.Index
System.Int128
System.IntPtr
System.Lazy
System.Linq.Enumerable
System.Management.Automation.AliasInfo
System.Management.Automation.ApplicationInfo
System.Management.Automation.CallStackFrame
System.Management.Automation.CmdletInfo
System.Management.Automation.CommandCompletion
System.Management.Automation.CommandInfo
System.Management.Automation.CommandMetadata
System.Management.Automation.CompletionResult
System.Management.Automation.ContainerParentJob
System.Management.Automation.DebugRecord
System.Management.Automation.DefaultParameterDictionary
System.Management.Automation.ErrorCategoryInfo
System.Management.Automation.ErrorDetails
System.Management.Automation.ErrorRecord
System.Management.Automation.ExternalScriptInfo
System.Management.Automation.FilterInfo
System.Management.Automation.FunctionInfo
System.Management.Automation.Host.ChoiceDescription
System.Management.Automation.Host.Coordinates
System.Management.Automation.Host.FieldDescription
System.Management.Automation.Host.PSHost
System.Management.Automation.Host.Size
System.Management.Automation.IArgumentCompleter
System.Management.Automation.InformationRecord
System.Management.Automation.Internal.AutomationNull
System.Management.Automation.InvocationInfo
System.Management.Automation.Job
System.Management.Automation.Language.Ast
System.Management.Automation.Language.ParseError
System.Management.Automation.Language.Parser
System.Management.Automation.Language.ScriptBlockAst
System.Management.Automation.Language.Token
System.Management.Automation.LanguagePrimitives
System.Management.Automation.PSCmdlet
System.Management.Automation.PSCodeMethod
System.Management.Automation.PSDriveInfo
System.Management.Automation.PSEvent
System.Management.Automation.PSInvocationSettings
System.Management.Automation.PSMemberInfo
System.Management.Automation.PSMemberSet
System.Management.Automation.PSMethod
System.Management.Automation.PSObject
System.Management.Automation.PSParameterizedProperty
System.Management.Automation.PSParser
System.Management.Automation.PSProperty
System.Management.Automation.PSPropertySet
System.Management.Automation.PSRemotingJob
System.Management.Automation.PSSerializer
System.Management.Automation.PSSnapInInfo
System.Management.Automation.PSStyle
System.Management.Automation.PSToken
System.Management.Automation.PSTypeConverter
System.Management.Automation.PSTypeName
System.Management.Automation.PSVariableProperty
System.Management.Automation.ParameterMetadata
System.Management.Automation.PathInfo
System.Management.Automation.ProgressRecord
System.Management.Automation.ProviderInfo
System.Management.Automation.ProxyCommand
System.Management.Automation.RemotingJobResult
System.Management.Automation.Runspaces.InitialSessionState
System.Management.Automation.Runspaces.PSSession
System.Management.Automation.Runspaces.Runspace
System.Management.Automation.Runspaces.RunspacePool
System.Management.Automation.RuntimeDefinedParameter
System.Management.Automation.RuntimeDefinedParameterDictionary
System.Management.Automation.ScriptBlockAst
System.Management.Automation.ScriptInfo
System.Management.Automation.SettingsFile
System.Management.Automation.TypeAccelerators
System.Management.Automation.ValidateRangeKind
System.Management.Automation.VerboseRecord
System.Management.Automation.WarningRecord
System.Management.Automation.WildcardPattern
System.Management.ManagementObjectSearcher
System.Management.ManagementScope
System.Media.SoundPlayer
System.Net.CookieContainer
System.Net.Dns
System.Net.Http.HttpClient
System.Net.HttpWebRequest
System.Net.IPHostEntry
System.Net.Mail.MailMessage
System.Net.Mail.SmtpClient
System.Net.NetworkCredential
System.Net.NetworkInformation.IPGlobalProperties
System.Net.NetworkInformation.NetworkInterface
System.Net.NetworkInformation.PhysicalAddress
System.Net.NetworkInformation.Ping
System.Net.ServicePointManager
System.Net.Sockets.Socket
System.Net.Sockets.TcpClient
System.Net.Sockets.TcpListener
System.Net.Sockets.UdpClient
System.Net.WebClient
System.Net.WebRequest
System.Net.WebUtility
System.Nullable
System.Numerics.Complex
System.Numerics.Vector2
System.OperatingSystem
System.Predicate
System.Progress
System.Random
System.Range
System.Reflection.Assembly
System.Reflection.FieldInfo
System.Reflection.MethodInfo
System.Reflection.Missing
System.Reflection.PropertyInfo
System.Resources.ResourceManager
System.Runtime.CompilerServices.RuntimeHelpers
System.Runtime.InteropServices.GCHandle
System.Runtime.InteropServices.Marshal
System.Runtime.InteropServices.OSPlatform
System.Runtime.InteropServices.RuntimeInformation
System.Security.AccessControl.DirectorySecurity
System.Security.AccessControl.FileSystemAccessRule
System.Security.Cryptography.Aes
System.Security.Cryptography.HMACMD5
System.Security.Cryptography.HMACSHA1
System.Security.Cryptography.HMACSHA256
System.Security.Cryptography.HMACSHA512
System.Security.Cryptography.HashAlgorithm
System.Security.Cryptography.MD5
System.Security.Cryptography.MD5CryptoServiceProvider
System.Security.Cryptography.ProtectedData
System.Security.Cryptography.RNGCryptoServiceProvider
System.Security.Cryptography.RSA
System.Security.Cryptography.RandomNumberGenerator
System.Security.Cryptography.SHA1
System.Security.Cryptography.SHA1CryptoServiceProvider
System.Security.Cryptography.SHA1Managed
System.Security.Cryptography.SHA256
System.Security.Cryptography.SHA256CryptoServiceProvider
System.Security.Cryptography.SHA256Managed
System.Security.Cryptography.SHA384
System.Security.Cryptography.SHA512
System.Security.Cryptography.SHA512Managed
System.Security.Cryptography.X509Certificates.X509Certificate2
System.Security.Principal.GenericPrincipal
System.Security.Principal.NTAccount
System.Security.Principal.SecurityIdentifier
System.Security.Principal.WindowsIdentity
System.Security.Principal.WindowsPrincipal
System.Security.SecurityElement
System.ServiceProcess.ServiceController
System.Speech.Synthesis.SpeechSynthesizer
System.StringComparer
System.Text.ASCIIEncoding
System.Text.Encoding
System.Text.Json.JsonSerializer
System.Text.RegularExpressions.Capture
System.Text.RegularExpressions.CaptureCollection
System.Text.RegularExpressions.Group
System.Text.RegularExpressions.GroupCollection
System.Text.RegularExpressions.Match
System.Text.RegularExpressions.MatchCollection
System.Text.RegularExpressions.MatchEvaluator
System.Text.StringBuilder
System.Text.UTF32Encoding
System.Text.UTF7Encoding
System.Text.UTF8Encoding
System.Text.UnicodeEncoding
System.Threading.AutoResetEvent
System.Threading.CancellationTokenSource
System.Threading.Interlocked
System.Threading.ManualResetEvent
System.Threading.Monitor
System.Threading.Mutex
System.Threading.ReaderWriterLockSlim
System.Threading.Semaphore
System.Threading.Tasks.Task
System.Threading.Thread
System.Threading.Timer
System.TimeZoneInfo
System.Timers.Timer
System.Tuple
System.UInt128
System.UIntPtr
System.UriBuilder
System.ValueType
System.Web.HttpUtility
System.Web.Script.Serialization.JavaScriptSerializer
System.Windows.Forms.MessageBox
System.Windows.Forms.SendKeys
System.Xml.Linq.XDocument
System.Xml.Linq.XElement
System.Xml.NameTable
System.Xml.Schema.XmlSchemaSet
System.Xml.XmlAttribute
System.Xml.XmlAttributeCollection
System.Xml.XmlCDataSection
System.Xml.XmlCharacterData
System.Xml.XmlComment
System.Xml.XmlConvert
System.Xml.XmlDeclaration
System.Xml.XmlDocumentFragment
System.Xml.XmlDocumentType
System.Xml.XmlElement
System.Xml.XmlLinkedNode
System.Xml.XmlNameTable
System.Xml.XmlNamedNodeMap
System.Xml.XmlNamespaceManager
System.Xml.XmlNode
System.Xml.XmlNodeList
System.Xml.XmlProcessingInstruction
System.Xml.XmlReader
System.Xml.XmlReaderSettings
System.Xml.XmlSignificantWhitespace
System.Xml.XmlText
System.Xml.XmlTextWriter
System.Xml.XmlWhitespace
System.Xml.XmlWriter
System.Xml.XmlWriterSettings
System.Xml.Xsl.XslCompiledTransform
`
    .trim()
    .split('\n'),
  ...ATTRIBUTE_TYPE_NAMES,
];

export const EXCEPTIONS = [
  'System.Exception',
  'System.ArgumentException',
  'System.ArgumentNullException',
  'System.ArgumentOutOfRangeException',
  'System.InvalidOperationException',
  'System.NotSupportedException',
  'System.NotImplementedException',
  'System.FormatException',
  'System.InvalidCastException',
  'System.DivideByZeroException',
  'System.OverflowException',
  'System.TimeoutException',
  'System.UnauthorizedAccessException',
  'System.IO.IOException',
  'System.IO.FileNotFoundException',
  'System.IO.DirectoryNotFoundException',
  'System.IndexOutOfRangeException',
  'System.NullReferenceException',
  'System.ApplicationException',
  'System.SystemException',
  'System.Management.Automation.RuntimeException',
  'System.Management.Automation.MethodInvocationException',
  'System.Management.Automation.CommandNotFoundException',
  'System.Management.Automation.ItemNotFoundException',
  'System.Management.Automation.ActionPreferenceStopException',
  'System.Management.Automation.ParameterBindingException',
  'System.Management.Automation.PSInvalidCastException',
];
