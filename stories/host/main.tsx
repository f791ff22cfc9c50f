/** The demo: a settings page of an invented product that links accounts with `hub-link`. */
import 'hub-link/styles.css'
import './host.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { SettingsPage } from './SettingsPage.tsx'

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <SettingsPage />
    </StrictMode>,
  )
