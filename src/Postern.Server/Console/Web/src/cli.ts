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
  access: (project: string, service: string, switches: Record<string, boolean>) =>
    line(project, 'service', 'update', ...Object.entries(switches).flatMap(([component, on]) => ['-c', `privatelink_access.${component}=${on}`]), service),
};
