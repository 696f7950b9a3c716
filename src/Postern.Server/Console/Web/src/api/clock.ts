let ahead = 0;

/** The server's time: ages of what it said are true also where this machine's clock is not. */
export const serverNow = () => Date.now() + ahead;

/** Takes the time from an answer, which tells it to the second. */
export function noteTime(response: Response) {
  const server = Date.parse(response.headers.get('Date') ?? '');
  const by = server - Date.now();
  if (Number.isFinite(by) && (by - ahead > 1000 || by - ahead < -2000)) ahead = by + 500;
}
