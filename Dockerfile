FROM node:24-slim
# One malloc arena: glibc's default of one a thread keeps some 15 MB more for a server with one thread of JavaScript.
# The home of npm's own log is in /tmp, so that "npm run backup" needs no writable root.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 MALLOC_ARENA_MAX=1 HOME=/tmp npm_config_update_notifier=false
WORKDIR /app
COPY package.json package-lock.json ./
# The optional packages are a second Node.js. Half of the rest is not used here: SQLite's source, its binaries for other
# machines, fonts for browsers, weights that the PDF does not set. The test of the image reads a PDF and a saved copy, so that nothing needed goes unnoticed.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund && npm cache clean --force && rm -rf /tmp/* /root/.npm \
  && cd node_modules/better-sqlite3 && rm -r deps src \
  && find prebuilds -type f ! -name "linux-$(node -p process.arch).node" -delete \
  && cd ../@expo-google-fonts && find . -type f ! -name 'LICENSE*' ! -name package.json ! -name '*_[46]00*.ttf' -delete
COPY run.js ./
COPY src ./src
COPY views ./views
COPY public ./public
COPY data ./data
# All that the site ever writes: the database, and compiled code kept between starts.
# /backups is there for the volume of compose.yaml's backups, which takes over its owner.
RUN mkdir /data /backups && chown node:node /data /backups && ln -s /data var
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# As npm start, without npm in between, so that SIGTERM reaches the site.
CMD ["node", "--max-semi-space-size=8", "--max-old-space-size=128", "--no-concurrent-recompilation", "src/start.js"]
