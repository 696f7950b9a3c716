import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import type { ApiError } from '../api/client';
import { signOut } from '../api/session';
import type { Me } from '../api/types';
import { servicesLink } from '../routes';
import { chooseTheme, useDark } from '../theme';

const words = { overflowMenuTriggerText: 'More', overflowMenuTitleText: 'More', overflowMenuBackIconAriaLabel: 'Back', overflowMenuDismissIconAriaLabel: 'Close' };

/** The project, the colours, and who is signed in. */
export function Top({ user, project, leave }: { user: Me['user']; project?: string; leave: (error?: ApiError) => void }) {
  const dark = useDark();
  const projects: TopNavigationProps.MenuDropdownUtility = { type: 'menu-dropdown', text: project, description: 'Project', items: user.projects.map((name) => ({ id: name, text: name, href: servicesLink(name) })) };
  return (
    <div id="top">
      <TopNavigation
        i18nStrings={words}
        identity={{ href: project === undefined ? '#/' : servicesLink(project), title: 'Postern' }}
        utilities={[
          ...(user.projects.length > 1 && project !== undefined ? [projects] : []),
          { type: 'button', text: dark ? 'Light mode' : 'Dark mode', onClick: () => chooseTheme(!dark) },
          {
            type: 'menu-dropdown', iconName: 'user-profile', text: user.user, description: project && user.project_membership[project],
            items: [{ id: 'out', text: 'Sign out' }], onItemClick: () => void signOut().then(leave),
          },
        ]}
      />
    </div>
  );
}
