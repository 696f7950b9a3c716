import type { NodeWish } from './api/types';

/** The commands that do what the console's buttons do. */
const word = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
const own = (...words: string[]) => ['postern', ...words].map(word).join(' ');
const line = (project: string, ...words: string[]) => own(...words, '--project', project);
const aws = (project: string, ...words: string[]) => line(project, 'service', 'privatelink', 'aws', ...words);
/** What begins with a dash is not to be taken for an option. */
const option = (name: string, value: string) => (value.startsWith('-') ? [`${name}=${value}`] : [name, value]);
const last = (text: string) => (text.startsWith('-') ? ['--', text] : [text]);
/** What projects and services have in common; without a service, that of the project. */
const either = (project: string, service: string | undefined, ...words: string[]) => (service === undefined ? line(project, 'project', ...words) : line(project, 'service', ...words, service));
const principal = (arn: string) => ['--principal', arn];

/** The other end of a peering connection, and the ranges behind it. */
export type Peer = { account: string; vpc: string; region: string | null; cidrs: string[] };

const peerOf = ({ account, vpc, region }: Peer) => ['--peer-cloud-account', account || 'ACCOUNT', '--peer-vpc', vpc || 'VPC', ...(region ? ['--peer-region', region] : [])];
const peering = (project: string, verb: string, vpc: string, ...words: string[]) => line(project, 'vpc', 'peering-connection', verb, '--project-vpc-id', vpc, ...words);

const member = (project: string, verb: string, email: string, ...words: string[]) => own('project', `user-${verb}`, ...words, '--project', project, ...last(email || 'EMAIL'));

const set = (project: string, service: string, settings: Record<string, unknown>) =>
  line(project, 'service', 'update', ...Object.entries(settings).flatMap(([path, value]) => ['-c', `${path}=${typeof value === 'object' ? JSON.stringify(value) : value}`]), service);

const node = (project: string, verb: string, service: string, name: string, ...words: string[]) => line(project, 'service', 'node', verb, service, name, ...words);
const webhook = (project: string, verb: string, ...words: string[]) => line(project, 'webhook', verb, ...words);
const searched = (search: string) => (search === '' ? [] : option('--search', search));

/** What an operator says of a node that takes the place of another, and that one says otherwise; 'none' is what it has not any more. */
const nodeOptions = (wish: NodeWish, before?: NodeWish) => [
  ...([['--zone', 'zone'], ['--broker', 'broker'], ['--tls-name', 'tls_name']] as const).flatMap(([name, key]) => ((wish[key] || null) === (before?.[key] || null) ? [] : option(name, `${wish[key] || 'none'}`))),
  ...((wish.gateway ?? false) === (before?.gateway ?? false) ? [] : ['--gateway', `${wish.gateway ?? false}`]),
  ...Object.entries({ ...Object.fromEntries(Object.keys(before?.ports ?? {}).map((component) => [component, 'none'])), ...wish.ports })
    .flatMap(([component, port]) => (port === before?.ports[component] ? [] : ['--port', `${component}=${port}`])),
];

export const cli = {
  /** For what the program has no command for. */
  request: (method: string, path: string, body?: unknown) => `curl -X ${method} -H "Authorization: aivenv1 $POSTERN_TOKEN"`
    + (body === undefined ? '' : ` -H 'Content-Type: application/json' -d ${word(JSON.stringify(body))}`) + ` "$POSTERN_URL${path}"`,
  services: (project: string) => line(project, 'service', 'list'),
  create: (project: string, service: string, principals: string[]) => aws(project, 'create', ...principals.flatMap(principal), service),
  update: (project: string, service: string, principals: string[]) => aws(project, 'update', ...principals.flatMap(principal), service),
  /** Only single principals can be taken away together with their connections. */
  reject: (project: string, service: string, added: string[], removed: string[]) => [
    ...(added.length > 0 ? [aws(project, 'principal', 'add', service, ...added)] : []),
    aws(project, 'principal', 'remove', '--reject-connections', service, ...removed),
  ].join('\n'),
  remove: (project: string, service: string) => aws(project, 'delete', service),
  repair: (project: string, service: string) => aws(project, 'repair', service),
  refresh: (project: string, service: string) => aws(project, 'refresh', service),
  checkFile: (project: string, service: string, file: string) => `${line(project, 'service', 'check-file', service)} > ${word(file)}`,
  status: (project: string, service: string) => aws(project, 'status', service),
  diagnose: (project: string, service: string, connection?: string) => aws(project, 'diagnose', ...(connection ? ['--connection', connection] : []), service),
  snippet: (project: string, service: string, tool: string) => aws(project, 'snippet', '--for', tool, service),
  decide: (project: string, service: string, endpoint: string, verb: string) => aws(project, 'connection', verb, service, endpoint),
  settings: (project: string, service: string, acceptance: boolean, most: string) =>
    aws(project, 'settings', '--acceptance-required', `${acceptance}`, ...(most ? ['--max-endpoints', most] : []), service),
  createVpc: (project: string, cloud: string, cidr: string) => line(project, 'vpc', 'create', '--cloud', cloud, '--network-cidr', cidr),
  removeVpc: (project: string, id: string) => line(project, 'vpc', 'delete', '--project-vpc-id', id),
  createPeering: (project: string, vpc: string, peer: Peer) => peering(project, 'create', vpc, ...peerOf(peer), ...peer.cidrs.flatMap((cidr) => ['--user-peer-network-cidr', cidr])),
  removePeering: (project: string, vpc: string, peer: Peer) => peering(project, 'delete', vpc, ...peerOf(peer)),
  createService: (project: string, wish: { service_name: string; service_type: string; plan: string; project_vpc_id?: string; user_config?: Record<string, string> }) =>
    line(project, 'service', 'create', wish.service_name || 'NAME', '--service-type', wish.service_type, '--plan', wish.plan, ...(wish.project_vpc_id ? ['--project-vpc-id', wish.project_vpc_id] : ['--no-project-vpc']), ...Object.entries(wish.user_config ?? {}).flatMap(([key, value]) => ['-c', `${key}=${value}`])),
  users: (project: string, service: string) => line(project, 'service', 'user-list', service),
  createUser: (project: string, service: string, user: string) => line(project, 'service', 'user-create', '--username', user || 'USER', service),
  resetUser: (project: string, service: string, user: string, chosen: boolean) => line(project, 'service', 'user-password-reset', '--username', user, ...(chosen ? ['--new-password', 'PASSWORD'] : []), service),
  removeUser: (project: string, service: string, user: string) => line(project, 'service', 'user-delete', '--username', user, service),
  credentials: (project: string, service: string, user?: string) => line(project, 'service', 'user-creds-download', ...(user === undefined ? [] : ['--username', user]), service),
  nodes: (project: string, service: string) => line(project, 'service', 'node', 'list', service),
  registerNode: (project: string, service: string, wish: NodeWish) => node(project, 'register', service, wish.name || 'NAME', '--address', wish.address || 'ADDRESS', ...nodeOptions(wish)),
  replaceNode: (project: string, service: string, before: NodeWish, wish: NodeWish) =>
    node(project, 'replace', service, before.name, ...(wish.name === before.name ? [] : ['--name', wish.name || 'NAME']), '--address', wish.address || 'ADDRESS', ...nodeOptions(wish, before)),
  removeNode: (project: string, service: string, name: string) => node(project, 'remove', service, name),
  gatewayToken: (project: string, service: string) => line(project, 'service', 'gateway-token', 'create', service),
  webhooks: (project: string) => webhook(project, 'list'),
  createWebhook: (project: string, url: string, description: string) => webhook(project, 'create', url || 'URL', ...(description ? option('--description', description) : [])),
  testWebhook: (project: string, id: string) => webhook(project, 'test', id),
  deliveries: (project: string, id: string, search: string) => webhook(project, 'deliveries', id, ...searched(search)),
  removeWebhook: (project: string, id: string) => webhook(project, 'delete', id),
  privatelinks: (project: string, search: string) => line(project, 'service', 'privatelink', 'list', ...searched(search)),
  allPrivatelinks: (waiting: boolean, search: string) => own('service', 'privatelink', 'list', '--all-projects', ...(waiting ? ['--waiting'] : []), ...searched(search)),
  cells: (names: string[]) => [own('cell', 'list'), ...names.map((name) => own('cell', 'quotas', name))].join('\n'),
  plan: (project: string, service: string, plan: string) => line(project, 'service', 'update', '--plan', plan, service),
  protection: (project: string, service: string, on: boolean) => line(project, 'service', 'update', on ? '--enable-termination-protection' : '--disable-termination-protection', service),
  maintenance: (project: string, service: string, day: string, time: string) => line(project, 'service', 'update', '--maintenance-dow', day, '--maintenance-time', time, service),
  move: (project: string, service: string, vpc: string) => line(project, 'service', 'update', ...(vpc === '' ? ['--no-project-vpc'] : ['--project-vpc-id', vpc]), service),
  backups: (project: string, service: string) => line(project, 'service', 'backup-list', service),
  members: (project: string) => [line(project, 'project', 'user-list'), line(project, 'project', 'invite-list')].join('\n'),
  invite: (project: string, email: string, role: string) => member(project, 'invite', email, '--role', role),
  changeRole: (project: string, email: string, role: string) => member(project, 'update', email, '--role', role),
  removeMember: (project: string, email: string) => member(project, 'remove', email),
  tags: (project: string, service: string | undefined, tags: Record<string, string>) => either(project, service, 'tags', 'replace', ...Object.entries(tags).flatMap(([name, value]) => option('--tag', `${name}=${value}`))),
  contacts: (project: string, service: string | undefined, emails: string[]) => either(project, service, 'update', ...(emails.length === 0 ? ['--no-tech-email'] : emails.flatMap((email) => option('--tech-email', email)))),
  changePassword: () => own('user', 'password-change'),
  project: (project: string) => line(project, 'project', 'details', '--verbose'),
  ca: (project: string) => line(project, 'project', 'ca-get', '--target-filepath', 'ca.pem'),
  createProject: (project: string) => own('project', 'create', project || 'NAME'),
  removeProject: (project: string) => own('project', 'delete', project),
  createToken: (description: string, age: number | null) => own('user', 'access-token', 'create', ...option('--description', description || 'TEXT'), ...(age === null ? [] : ['--max-age-seconds', `${age}`])),
  revokeToken: (prefix: string) => own('user', 'access-token', 'revoke', ...last(prefix)),
  power: (project: string, service: string, on: boolean) => line(project, 'service', 'update', on ? '--power-on' : '--power-off', service),
  removeService: (project: string, service: string) => line(project, 'service', 'terminate', service),
  changed: set,
  access: (project: string, service: string, switches: Record<string, boolean>) => set(project, service, Object.fromEntries(Object.entries(switches).map(([component, on]) => [`privatelink_access.${component}`, on]))),
};
