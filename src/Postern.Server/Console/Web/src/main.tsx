import '@cloudscape-design/global-styles/index.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { followTheme } from './theme';
import './style.css';

followTheme();
createRoot(document.getElementById('root')!).render(<App />);
