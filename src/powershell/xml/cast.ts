/** `[xml]$text` */
import { CastError } from '../cast-error.ts';
import { netText } from '../engine/convert.ts';
import { NetError } from '../engine/errors.ts';
import type { PSValue } from '../values.ts';
import { parseXml } from './parser.ts';
import { wrap } from './values.ts';

/** The document that a text is. */
export function castXml(text: string, value: PSValue): PSValue {
  try {
    return wrap(parseXml(text, 'cast'));
  } catch (e) {
    if (e instanceof NetError)
      throw CastError.because(netText(value), 'System.Xml.XmlDocument', e.message, 'InvalidCastToXmlDocument');
    throw e;
  }
}
