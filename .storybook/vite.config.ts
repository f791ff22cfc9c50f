/** Vite for Storybook alone: React, and nothing of the demo host. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({ plugins: [react()] })
