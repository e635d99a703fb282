FROM node:20-slim
WORKDIR /app
COPY . .
RUN npm ci
USER node
EXPOSE 4000
CMD ["npm", "start"]
