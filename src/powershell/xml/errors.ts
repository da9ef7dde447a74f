/** What is wrong with an XML text, in the words of System.Xml.XmlException. */
import { NetError } from '../engine/errors.ts';

/** An XmlException with the place. */
export function xmlError(message: string, text: string, at: number): NetError {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const position = at - (before.lastIndexOf('\n') + 1) + 1;
  return new NetError('System.Xml.XmlException', `${message} Line ${line}, position ${position}.`);
}

/** An XmlException without a place. */
export function xmlFault(message: string, type = 'System.Xml.XmlException'): NetError {
  return new NetError(type, message);
}
