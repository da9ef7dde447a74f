/** An error record in the shape in which PowerShell sends it to another PowerShell (MS-PSRP, section 2.2.3.15). */

import { edition } from '../edition.ts';
import { errorCategory } from '../engine/enums.ts';
import { ErrorObject } from '../engine/errors.ts';
import { PSObj } from '../engine/psobject.ts';
import { categoryInfo, errorReason, targetName, targetType } from '../error-text.ts';
import { type ErrorRecord, fullyQualifiedErrorId } from '../errors.ts';
import { dialects } from '../format/dialect.ts';

export function errorForXml(record: ErrorRecord): PSObj {
  const error = new ErrorObject(record);
  const made = new PSObj(['System.Management.Automation.ErrorRecord', 'System.Object'], {
    Exception: error.exception,
    TargetObject: record.target ?? null,
    FullyQualifiedErrorId: fullyQualifiedErrorId(record),
    InvocationInfo: null,
    ErrorCategory_Category: errorCategory.members[record.category] ?? 0,
    ErrorCategory_Activity: record.activity ?? '',
    ErrorCategory_Reason: errorReason(record),
    ErrorCategory_TargetName: targetName(record),
    ErrorCategory_TargetType: targetType(record),
    ErrorCategory_Message: categoryInfo(record, dialects[edition.current.name]),
    SerializeExtendedInfo: false,
    ErrorDetails_ScriptStackTrace: error.stack,
    PSMessageDetails: null,
  });
  made.toText = () => record.message;
  return made;
}
