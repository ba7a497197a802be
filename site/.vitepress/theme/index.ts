/* The default theme without web fonts: pages ask for nothing that they do not need. */
import Theme from 'vitepress/theme-without-fonts';
import './style.css';

export default Theme;
