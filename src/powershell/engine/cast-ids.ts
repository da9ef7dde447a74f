/** What PowerShell calls a conversion that failed: by the way it would have gone. */
import type { CastError } from '../cast-error.ts';

/** Targets whose Parse takes a culture. */
const PARSED_BY_CULTURE = /^System\.(?:Guid|TimeSpan|DateTime|DateTimeOffset|DateOnly|TimeOnly)$/;
const PARSED = /^System\.(?:Version|Net\.IPAddress|Char)$/;
const FROM_STRING: Readonly<Record<string, string>> = {
  'System.Double': 'InvalidCastFromStringToDoubleOrSingle',
  'System.Single': 'InvalidCastFromStringToDoubleOrSingle',
  'System.Decimal': 'InvalidCastFromStringToDecimal',
};

/** The FullyQualifiedErrorId of a cast. */
export function castId(e: CastError): string {
  if (e.id) return e.id;
  if (/^Cannot convert null/.test(e.message)) return 'nullToObjectInvalidCast';
  if (e.why === undefined || e.target === undefined) return 'ConvertToFinalInvalidCastException';
  if (PARSED_BY_CULTURE.test(e.target)) return 'InvalidCastParseTargetInvocationWithFormatProvider';
  if (PARSED.test(e.target) && (e.source === 'System.String' || e.target !== 'System.Char'))
    return 'InvalidCastParseTargetInvocation';
  if (e.source === undefined || e.source === 'System.String')
    return FROM_STRING[e.target] ?? 'InvalidCastFromStringToInteger';
  return e.target === 'System.Numerics.BigInteger' ? 'InvalidCastConstructorException' : 'InvalidCastIConvertible';
}
