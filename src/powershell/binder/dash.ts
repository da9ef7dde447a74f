/** The dashes that PowerShell takes for one: hyphen-minus, en dash, em dash, horizontal bar. */
const dashes = '-–—―';

/** True where `char` starts a parameter. */
export const isDash = (char: string | undefined): boolean => char !== undefined && char !== '' && dashes.includes(char);
