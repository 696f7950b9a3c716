import { useState } from 'react';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Access } from '../access';
import type { Service } from '../api/types';
import { Copy } from '../parts/Copy';
import { EditContacts } from '../parts/EditContacts';
import { forbidden } from '../parts/forbidden';
import { TagsPanel } from '../parts/TagsPanel';
import { Time } from '../parts/Time';
import { serviceLink, vpcLink } from '../routes';
import { ChangePlan } from './ChangePlan';
import { Maintenance } from './Maintenance';
import { MoveService } from './MoveService';
import { Protection } from './Protection';

type Dialog = 'plan' | 'vpc' | 'protection' | 'maintenance' | 'contacts';

/** What a service is, and what of that can be changed; each value has its button beside it. */
export function Settings({ project, service, access }: { project: string; service: Service; access: Access }) {
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const { service_name: name, service_type: type, user_config: config, maintenance } = service;
  const change = (what: Dialog, label: string) => <Button variant="inline-link" disabled={!access.change} disabledReason={forbidden(access.change)} ariaLabel={label} onClick={() => setDialog(what)}>Change</Button>;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2" description={<>Settings of the software itself, such as who may connect, are under <Link href={serviceLink(project, name)}>Overview, Advanced configuration</Link>.</>}>Service settings</Header>}>
        <KeyValuePairs columns={3} minColumnWidth={200} items={[
          { label: 'Name', value: <Copy text={name} /> },
          { label: 'Type and version', value: `${type} ${String(config[`${type}_version`] ?? '')}` },
          { label: 'Cloud', value: <Copy text={service.cloud_name} /> },
          { label: 'Plan', value: <div className="with">{service.plan}{change('plan', 'Change plan')}</div> },
          { label: 'Project VPC', value: <div className="with">{service.project_vpc_id ? <Link href={vpcLink(project, service.project_vpc_id)}><span className="anywhere">{service.project_vpc_id}</span></Link> : 'none'}{change('vpc', 'Change project VPC')}</div> },
          { label: 'Termination protection', value: <div className="with">{service.termination_protection ? 'on' : 'off'}{change('protection', 'Change termination protection')}</div> },
          { label: 'Maintenance window', value: <div className="with">{windowOf(maintenance)}{change('maintenance', 'Change maintenance window')}</div> },
          { label: 'Technical contacts', value: <div className="with"><div>{service.tech_emails.length === 0 ? 'none' : service.tech_emails.map(({ email }) => <div key={email} className="anywhere">{email}</div>)}</div>{change('contacts', 'Change technical contacts')}</div> },
          ...(typeof config.service_to_fork_from === 'string' ? [{ label: 'Began with', value: <Origin project={String(config.project_to_fork_from ?? project)} service={config.service_to_fork_from} backup={config.recovery_basebackup_name} /> }] : []),
          { label: 'Created', value: <><Time at={service.create_time} />, changed <Time at={service.update_time} /></> },
        ]} />
      </Container>
      <TagsPanel project={project} service={name} tags={service.tags} mayChange={access.tag} />
      {dialog === 'plan' && <ChangePlan project={project} service={service} close={close} />}
      {dialog === 'vpc' && <MoveService project={project} service={service} close={close} />}
      {dialog === 'protection' && <Protection project={project} service={service} close={close} />}
      {dialog === 'maintenance' && <Maintenance project={project} service={service} close={close} />}
      {dialog === 'contacts' && <EditContacts project={project} service={name} emails={service.tech_emails} close={close} />}
    </SpaceBetween>
  );
}

/** Of a fork. */
const Origin = ({ project, service, backup }: { project: string; service: string; backup: unknown }) => (
  <>{typeof backup === 'string' ? <Copy text={backup} /> : 'a backup '}of <Link href={serviceLink(project, service, 'backups')}>{service}</Link> in project {project}</>
);

const windowOf = ({ dow, time }: Service['maintenance']) => (dow === null ? 'not set' : dow === 'never' ? 'never' : `${dow}${time === null ? '' : `, ${time} UTC`}`);
