/** Who runs a script: a session is that of the host's administrator, as Hyper-V's cmdlets need it. */
import { NetValue } from '../../values.ts';
import { toText } from '../convert.ts';
import { NetType } from './net-type.ts';

class WindowsIdentity extends NetValue {
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
  get typeName(): string {
    return 'System.Security.Principal.WindowsIdentity';
  }
}

class WindowsPrincipal extends NetValue {
  readonly identity: WindowsIdentity;
  constructor(identity: WindowsIdentity) {
    super();
    this.identity = identity;
  }
  get typeName(): string {
    return 'System.Security.Principal.WindowsPrincipal';
  }
}

/** Roles that an administrator has: by name, number and identifier of the groups Administrators, Users, Hyper-V Administrators. */
const ROLES =
  /^(?:BUILTIN\\)?(?:Administrators?|544|S-1-5-32-544|Users?|545|S-1-5-32-545|Hyper-V Administrators|S-1-5-32-578)$/i;

export const WINDOWS_IDENTITY = new NetType('System.Security.Principal.WindowsIdentity', [
  [
    'static System.Security.Principal.WindowsIdentity GetCurrent()',
    (_, __, env) =>
      new WindowsIdentity(
        `${env.environment.get('COMPUTERNAME') ?? 'HV01'}\\${env.environment.get('USERNAME') ?? 'Administrator'}`,
      ),
  ],
  ['string Name {get;}', (self) => (self as unknown as WindowsIdentity).name],
  ['string AuthenticationType {get;}', () => 'NTLM'],
  ['bool IsAuthenticated {get;}', () => true],
  ['bool IsSystem {get;}', () => false],
]);

export const WINDOWS_PRINCIPAL = new NetType('System.Security.Principal.WindowsPrincipal', [
  [
    'System.Security.Principal.WindowsPrincipal new(System.Security.Principal.WindowsIdentity ntIdentity)',
    (_, [identity]) => new WindowsPrincipal(identity as unknown as WindowsIdentity),
  ],
  ['System.Security.Principal.IIdentity Identity {get;}', (self) => (self as unknown as WindowsPrincipal).identity],
  [
    `bool IsInRole(string role)
     bool IsInRole(System.Security.Principal.WindowsBuiltInRole role)
     bool IsInRole(int rid)`,
    (_, [role]) => ROLES.test(toText(role!)),
  ],
]);
