import { ApiError } from './client';

/** One server-sent event. */
export type StreamEvent = { id: string; data: string };

/** Reads events until the stream ends; EventSource cannot send the header that goes with the session's cookie. */
export async function readStream(path: string, last: string | undefined, signal: AbortSignal, seen: (event: StreamEvent) => void): Promise<void> {
  const headers: Record<string, string> = { 'X-Postern-Console': '1', Accept: 'text/event-stream', ...(last === undefined ? {} : { 'Last-Event-ID': last }) };
  const response = await fetch(path, { headers, signal, cache: 'no-store' });
  if (response.status === 401) document.dispatchEvent(new Event('signed-out'));
  if (!response.ok || !response.body) throw new ApiError(response.status, [`The server answered with status ${response.status}.`]);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop()!;
    blocks.map(eventOf).forEach((event) => event.data && seen(event));
  }
}

function eventOf(block: string): StreamEvent {
  const event = { id: '', data: '' };
  for (const line of block.split('\n')) {
    if (line.startsWith('id: ')) event.id = line.slice(4);
    if (line.startsWith('data: ')) event.data += line.slice(6);
  }
  return event;
}
