"""What claimx knows before it reads: cues of speech, actors and offices, codebooks. Data with typed loaders."""
