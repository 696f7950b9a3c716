import '@cloudscape-design/global-styles/index.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { keepFocus } from './parts/focus';
import { followTheme } from './theme';
import './style.css';

followTheme();
keepFocus();
createRoot(document.getElementById('root')!).render(<App />);
