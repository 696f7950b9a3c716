/** What names one thing and nothing else, as sentences of the server have it. */
const kinds = [
  /arn:aws[\w-]*:[^\s,;()"'’]*[\w*]/,
  /com\.amazonaws\.[\w.-]*vpce-svc-[0-9a-f]+/,
  /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/,
  /(?:vpce-svc|vpce|vpc|subnet|eni|sg|pcx|rtb|i|pl)-[0-9a-f]{8,}(?:-[\w.-]*\w)?/,
  /plc[0-9a-f]{6,}/,
  /[a-z]{2,5}\d-az\d+/,
  /\d{12}/,
  /\d+\.\d+\.\d+\.\d+(?:[:/]\d+)?/,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/,
  /[a-z\d][a-z\d-]*(?:\.[a-z\d-]+)*\.[a-z\d-]+\.[a-z]{2,}/,
];

const any = new RegExp(`(?<![\\w.@/-])(${kinds.map(({ source }) => source).join('|')})(?![\\w@])`);

/** A sentence in pieces: every second one is an identifier. */
export const pieces = (text: string): string[] => text.split(any);
