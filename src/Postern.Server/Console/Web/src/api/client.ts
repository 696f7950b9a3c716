import { noteTime } from './clock';

/** An answer that is no success, with the server's own words. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly messages: string[]) {
    super(messages.join('; '));
  }
}

/** Where 401 is about what was shown to come in. */
const signIns = ['/v1/userauth', '/console/session'];

const patience = 60_000;
const lost = [502, 504]; // a proxy's: the server may have heard

/** Whether the server may have done what was asked, and nobody knows. */
export const isLost = ({ status }: ApiError) => status === 0 || lost.includes(status);

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Envelope = { message?: string; errors?: { message: string }[] };

/** The one way to the server. The session's cookie counts only together with this header. What has changed since the version given is refused, and what was made under a key is not made again. */
export async function call<T>(method: Method, path: string, body?: unknown, version?: string, key?: string): Promise<T> {
  const unsure = method === 'GET' ? '' : ' Look whether it has done this before you do it again.';
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { 'X-Postern-Console': '1', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...(version === undefined ? {} : { 'If-Match': `"${version}"` }), ...(key === undefined ? {} : { 'Idempotency-Key': key }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
  } catch (error) {
    throw new ApiError(0, [`${(error as Error).name === 'TimeoutError' ? `The server has not answered for ${patience / 1000} seconds.` : 'The server cannot be reached.'}${unsure}`]);
  }
  noteTime(response);
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as T;
  const { errors, message } = (answer ?? {}) as Envelope;
  const messages = errors?.length ? errors.map((error) => error.message) : [message ?? `The server answered with status ${response.status}.${lost.includes(response.status) ? unsure : ''}`];
  const isOver = response.status === 401 && !signIns.includes(path);
  if (isOver) document.dispatchEvent(new Event('signed-out'));
  throw new ApiError(response.status, isOver ? ['Your session has ended: sign in, and do this again.'] : messages);
}

export const projectPath = (project: string) => `/v1/project/${encodeURIComponent(project)}`;
export const servicePath = (project: string, service: string) => `${projectPath(project)}/service/${encodeURIComponent(service)}`;
export const vpcPath = (project: string, id: string) => `${projectPath(project)}/vpcs/${encodeURIComponent(id)}`;
/** A service with how to reach it over its first connections: there can be a thousand. */
export const serviceView = (project: string, service: string) => `${servicePath(project, service)}?connection_limit=10`;
export const privatelinkPath = (project: string, service: string) => `${servicePath(project, service)}/privatelink/aws`;
/** What there is of a PrivateLink, with its oldest endpoints. */
export const statusPath = (project: string, service: string) => `${privatelinkPath(project, service)}/status?endpoint_limit=25`;
