import { newServiceLink, type Place, pageLink, serverLink, serviceLink, servicesLink, vpcLink, webhookLink } from '../routes';

const ofProject = [['services', 'Services'], ['privatelinks', 'PrivateLinks'], ['vpcs', 'Project VPCs'], ['events', 'Events'], ['webhooks', 'Webhooks'], ['members', 'Members'], ['settings', 'Project settings'], ['tokens', 'Access tokens']] as const;
const ofServer = [['cells', 'Cells'], ['all-privatelinks', 'All PrivateLinks']] as const;

const link = (text: string, href: string) => ({ type: 'link' as const, text, href });

/** The side navigation: what everybody sees of a project, and what those see who run the server. */
export const navigationOf = (project: string, isAdministrator: boolean) => [
  ...ofProject.map(([page, text]) => link(text, pageLink(project, page))),
  ...(isAdministrator ? [{ type: 'section-group' as const, title: 'This server', items: ofServer.map(([page, text]) => link(text, serverLink(page))) }] : []),
];

/** What the page of a place is called. */
export function titleOf({ page, server, service, vpc, creating }: Place): string {
  const named = server ? ofServer.find(([id]) => id === server) : ofProject.find(([id]) => id === page);
  if (creating) return 'Create service';
  return service ?? (vpc === undefined ? named![1] : `VPC ${vpc}`);
}

export function crumbsOf(project: string, place: Place) {
  const { page, service, vpc, webhook, creating, server } = place;
  if (server) return [{ text: 'This server', href: serverLink('cells') }, { text: titleOf(place), href: serverLink(server) }];
  const [, text] = ofProject.find(([id]) => id === page)!;
  return [
    { text: project, href: servicesLink(project) },
    { text, href: pageLink(project, page) },
    ...(service === undefined ? [] : [{ text: service, href: serviceLink(project, service) }]),
    ...(vpc === undefined ? [] : [{ text: vpc, href: vpcLink(project, vpc) }]),
    ...(webhook === undefined ? [] : [{ text: webhook, href: webhookLink(project, webhook) }]),
    ...(creating ? [{ text: 'Create service', href: newServiceLink(project) }] : []),
  ];
}
