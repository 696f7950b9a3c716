import type { Access } from '../access';
import { Tokens } from '../account/Tokens';
import type { Me } from '../api/types';
import { Events } from '../events/Events';
import { Members } from '../members/Members';
import { late } from '../parts/late';
import { Later } from '../parts/Later';
import { Missing } from '../parts/Missing';
import { Privatelinks } from '../privatelinks/Privatelinks';
import { type Place, pageLink, type ServerPage, servicesLink } from '../routes';
import { AllPrivatelinks } from '../server/AllPrivatelinks';
import { Cells } from '../server/Cells';
import { ServicePage } from '../service/ServicePage';
import { CreateService } from '../services/CreateService';
import { Services } from '../services/Services';
import { VpcPage } from '../vpcs/VpcPage';
import { Vpcs } from '../vpcs/Vpcs';
import { nameOf } from './pages';

const Webhooks = late('Webhooks');
const WebhookPage = late('WebhookPage');
const ProjectSettings = late('ProjectSettings');

type Props = { project: string; known: boolean; place: Place; user: Me['user']; access: Access };

/** The page of a place. */
export function Content({ project, known, place, user, access }: Props) {
  const { change, manage } = access;
  if (place.server) return <OfServer page={place.server} />;
  if (!known) return <NotYours project={project} user={user} />;
  if (place.unknown) return <Missing what="This page" why="The address in your browser leads nowhere: it was cut off, or mistyped." ways={[...new Set([place.page, 'services'] as const)].map((page) => ({ text: nameOf(page), href: pageLink(project, page) }))} />;
  if (place.creating) return <CreateService key={[project, ...Object.values(place.fork ?? {})].join(' ')} project={project} fork={place.fork} user={user} mayChange={change} />;
  if (place.service) return <ServicePage key={place.service} project={project} name={place.service} tab={place.tab} access={access} />;
  if (place.webhook) return <Later key={place.webhook}><WebhookPage project={project} id={place.webhook} mayChange={change} /></Later>;
  if (place.vpc) return <VpcPage key={place.vpc} project={project} id={place.vpc} mayChange={change} />;
  switch (place.page) {
    case 'services': return <Services key={project} project={project} mayChange={change} />;
    case 'privatelinks': return <Privatelinks key={project} project={project} mayChange={change} />;
    case 'vpcs': return <Vpcs project={project} mayChange={change} />;
    case 'events': return <Events key={project} project={project} />;
    case 'webhooks': return <Later key={project}><Webhooks project={project} mayChange={change} /></Later>;
    case 'members': return <Members project={project} mayManage={manage} />;
    case 'settings': return <Later key={project}><ProjectSettings project={project} mayManage={manage} /></Later>;
    case 'tokens': return <Tokens user={user.user} />;
  }
}

/** Those that the reader can go to instead. */
const NotYours = ({ project, user }: { project: string; user: Me['user'] }) => (
  <Missing what={`Project ${project}`} why={`It was deleted, its name is another, or you are no member of it: an admin of the project can invite ${user.user}.`}
    ways={user.projects.map((name) => ({ text: `Services of ${name}`, href: servicesLink(name) }))} />
);

function OfServer({ page }: { page: ServerPage }) {
  switch (page) {
    case 'cells': return <Cells />;
    case 'all-privatelinks': return <AllPrivatelinks />;
  }
}
