/** Tells the binder which enumerations and classes the cmdlets' declarations mean. Imported for its effect. */
import { enums } from '../objects/enums.ts';
import { registerClasses, registerEnums, setClassNamespace } from '../powershell/types.ts';

registerEnums(enums);
setClassNamespace('Microsoft.HyperV.PowerShell.');
registerClasses({ VHDSnapshotInfo: 'Microsoft.Vhd.PowerShell.VHDSnapshotInfo' });
