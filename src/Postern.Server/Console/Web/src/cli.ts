/** The commands that do what the console's buttons do. */
const word = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
const line = (project: string, ...words: string[]) => ['postern', ...words, '--project', project].map(word).join(' ');
const principal = (arn: string) => ['--principal', arn];

export const cli = {
  services: (project: string) => line(project, 'service', 'list'),
  create: (project: string, service: string, principals: string[]) =>
    line(project, 'service', 'privatelink', 'aws', 'create', ...principals.flatMap(principal), service),
  update: (project: string, service: string, principals: string[]) =>
    line(project, 'service', 'privatelink', 'aws', 'update', ...principals.flatMap(principal), service),
  remove: (project: string, service: string) => line(project, 'service', 'privatelink', 'aws', 'delete', service),
  createVpc: (project: string, cloud: string, cidr: string) => line(project, 'vpc', 'create', '--cloud', cloud, '--network-cidr', cidr),
  removeVpc: (project: string, id: string) => line(project, 'vpc', 'delete', '--project-vpc-id', id),
  createService: (project: string, wish: { service_name: string; service_type: string; plan: string; project_vpc_id?: string }) =>
    line(project, 'service', 'create', wish.service_name || 'NAME', '--service-type', wish.service_type, '--plan', wish.plan, ...(wish.project_vpc_id ? ['--project-vpc-id', wish.project_vpc_id] : ['--no-project-vpc'])),
  access: (project: string, service: string, switches: Record<string, boolean>) =>
    line(project, 'service', 'update', ...Object.entries(switches).flatMap(([component, on]) => ['-c', `privatelink_access.${component}=${on}`]), service),
};
