import { newServiceLink, type Page, type Place, pageLink, serverLink, serviceLink, servicesLink, vpcLink, webhookLink } from '../routes';

const ofProject = [['services', 'Services'], ['privatelinks', 'PrivateLinks'], ['vpcs', 'Project VPCs'], ['events', 'Events'], ['webhooks', 'Webhooks'], ['members', 'Members'], ['settings', 'Project settings'], ['tokens', 'Access tokens']] as const;
const ofServer = [['cells', 'Cells'], ['all-privatelinks', 'All PrivateLinks']] as const;

const link = (text: string, href: string) => ({ type: 'link' as const, text, href });

/** The side navigation: what everybody sees of a project, and what those see who run the server. */
export const navigationOf = (project: string, isAdministrator: boolean) => [
  ...ofProject.map(([page, text]) => link(text, pageLink(project, page))),
  ...(isAdministrator ? [{ type: 'section-group' as const, title: 'This server', items: ofServer.map(([page, text]) => link(text, serverLink(page))) }] : []),
];

/** What the page of a place is called. */
export function titleOf({ page, server, service, vpc, webhook, creating, fork, unknown }: Place): string {
  if (unknown) return 'Not found';
  if (server) return ofServer.find(([id]) => id === server)![1];
  if (creating) return fork ? `Fork ${fork.service}` : 'Create service';
  return service ?? (vpc !== undefined ? `VPC ${vpc}` : webhook !== undefined ? `Webhook ${webhook}` : nameOf(page));
}

export const nameOf = (page: Page) => ofProject.find(([id]) => id === page)![1];

export function crumbsOf(project: string, place: Place) {
  const { page, service, vpc, webhook, creating, server, unknown } = place;
  if (unknown) return [{ text: project, href: servicesLink(project) }, { text: titleOf(place), href: location.hash }];
  if (server) return [{ text: 'This server', href: serverLink('cells') }, { text: titleOf(place), href: serverLink(server) }];
  return [
    { text: project, href: servicesLink(project) },
    { text: nameOf(page), href: pageLink(project, page) },
    ...(service === undefined ? [] : [{ text: service, href: serviceLink(project, service) }]),
    ...(vpc === undefined ? [] : [{ text: vpc, href: vpcLink(project, vpc) }]),
    ...(webhook === undefined ? [] : [{ text: webhook, href: webhookLink(project, webhook) }]),
    ...(creating ? [{ text: titleOf(place), href: newServiceLink(project) }] : []),
  ];
}
